import { describe, expect, it } from 'vitest';
import { Mapping } from './mapping.ts';

const GOOD = {
  kind: 'accounts',
  encoding: 'utf-8',
  delimiter: ';',
  headerRow: 1,
  decimal: ',',
  thousands: '.',
  dateFormats: ['dd/MM/yyyy'],
  creditors: ['Example Lender'],
  columns: {
    Ref: 'accountRef',
    No: null,
    Due: { to: 'dueOn', dateFormats: ['excel'] },
    Who: { split: '/', to: ['referenceName', 'referencePhone'] },
  },
};
const mistakes = (change: object) => Mapping.safeParse({ ...GOOD, ...change }).error?.issues.map(({ message }) => message) ?? [];

describe('a mapping', () => {
  it('is accepted when it is sound', () => expect(mistakes({})).toEqual([]));

  it.each([
    [{ kind: 'debts' }, 'kind must be'],
    [{ encoding: 'latin-1' }, 'encoding must be'],
    [{ delimiter: ';;' }, 'delimiter must be one character'],
    [{ delimiter: '"' }, 'delimiter must be one character'],
    [{ headerRow: 0 }, 'headerRow counts from 1'],
    [{ thousands: ',' }, 'decimal and thousands must differ'],
    [{ dateFormats: ['dd/MM'] }, 'Date format “dd/MM”'],
    [{ creditors: [] }, 'at least one creditor'],
    [{ creditors: ['A', 'a'] }, 'stands twice'],
    [{ columns: { Ref: 'acountRef' } }, 'closed list'],
    [{ columns: { A: 'total', B: 'total' } }, 'filled by two columns'],
    [{ columns: { A: 'eventRef' } }, 'belongs to events files'],
    [{ defaults: { accountRef: 'X' } }, 'can have no default'],
    [{ defaults: { language: 'klingon' } }, 'is none of de, en'],
    [{ values: { consentSms: { y: 'sure' } } }, 'is none of yes, no'],
    [{ nationalId: { pattern: '\\d+' } }, 'begin with ^'],
    [{ nationalId: { pattern: '^(a+)+$' } }, 'must not repeat a group'],
    [{ nationalId: { pattern: '^(a)\\1$' } }, 'must not refer back'],
    [{ nationalId: { pattern: '^a*a*a*a*a*$' } }, 'at most four'],
    [{ nationalId: { pattern: '^[$' } }, 'not a regular expression'],
    [{ colums: {} }, 'colums'],
  ])('%j is a mistake with a sentence', (change, sentence) => expect(mistakes(change).join(' ')).toContain(sentence));

  it('says all mistakes at once', () => expect(mistakes({ delimiter: '', creditors: [] }).length).toBeGreaterThan(1));
});
