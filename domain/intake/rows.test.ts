import { describe, expect, it } from 'vitest';
import { COMPANY, readRows, saidOf } from './testing/csv.ts';

describe('a row', () => {
  it.each([
    [{ accountRef: '' }, 'REF_MISSING accountRef'],
    [{ accountRef: '1.2E+15' }, 'REF_SCIENTIFIC accountRef'],
    [{ accountRef: '=A1' }, 'TEXT_UNSAFE accountRef'],
    [{ fullName: '' }, 'NAME_MISSING -'],
    [{ fullName: '<b>Ann' }, 'TEXT_UNSAFE fullName'],
    [{ phone1: '' }, 'CONTACT_MISSING -'],
    [{ total: '' }, 'AMOUNT_MISSING -'],
    [{ total: 'x' }, 'AMOUNT_UNREADABLE total'],
    [{ total: '0.00' }, 'AMOUNT_NOT_POSITIVE total'],
    [{ total: '', principal: '5', fees: '-5' }, 'AMOUNT_NOT_POSITIVE -'],
    [{ principal: '99.98' }, 'TOTAL_MISMATCH total'],
    [{ currency: 'XX' }, 'CURRENCY_UNKNOWN currency'],
    [{ dueOn: '2026-02-30' }, 'DATE_INVALID dueOn'],
    [{ dueOn: '2026-11-17' }, 'DATE_IN_FUTURE dueOn'],
    [{ creditor: 'Somebody Else' }, 'CREDITOR_OTHER creditor'],
    [{ closureReason: 'eaten' }, 'ACTION_UNKNOWN closureReason'],
    [{ closureReason: 'paid' }, 'REF_UNKNOWN accountRef'],
  ])('%j is rejected', (cells, said) => expect(saidOf(cells)).toEqual([said]));

  it.each([
    [{ phone2: '123' }, 'PHONE_INVALID phone2'],
    [{ email: 'none@' }, 'EMAIL_INVALID email'],
    [{ iban: 'GB00' }, 'IBAN_INVALID iban'],
    [{ bornOn: '2009-01-01' }, 'BORN_ON_INVALID bornOn'],
    [{ bornOn: '1915-11-15' }, 'BORN_ON_INVALID bornOn'],
    [{ principal: '99.99' }, 'TOTAL_ROUNDING total'],
    [{ openedOn: '2026-10-02', dueOn: '2026-10-01' }, 'DATE_ORDER openedOn'],
    [{ consentSms: 'maybe' }, 'VALUE_UNKNOWN consentSms'],
    [{ daysPastDue: '-3' }, 'VALUE_UNKNOWN daysPastDue'],
    [{ lastPaymentAmount: 'n/a' }, 'VALUE_UNKNOWN lastPaymentAmount'],
    [{ placedOn: 'soon' }, 'VALUE_UNKNOWN placedOn'],
    [{ note: '- call \u200Blater' }, 'TEXT_CLEANED note'],
    [{ note: '-call' }, 'TEXT_SUSPECT note'],
    [{ fullName: 'MuÃ±oz' }, 'TEXT_MOJIBAKE fullName'],
  ])('%j is accepted with a warning', (cells, said) => {
    expect(saidOf(cells)).toEqual([said]);
    expect(readRows([cells, ...COMPANY]).rows).toEqual({ data: 5, accepted: 5, warned: 1, rejected: 0 });
  });

  it('is told all its errors and, once rejected, none of its warnings', () =>
    expect(saidOf({ accountRef: '', total: 'x', phone2: '123' })).toEqual(['AMOUNT_UNREADABLE total', 'REF_MISSING accountRef']));
  it('needs a currency from somewhere', () => {
    const { issues } = readRows(
      [...COMPANY, { currency: '' }].map((cells) => ({ currency: 'EUR', ...cells })),
      { mapping: { defaults: { country: 'US' } } },
    );
    expect(issues).toMatchObject([{ line: 6, code: 'CURRENCY_UNKNOWN', column: 'currency' }]);
  });
  it('cannot smuggle a word of the language into a lookup', () =>
    expect(saidOf({ language: 'constructor', country: '__proto__', phone1: '+1 602 555 0100' })).toEqual([
      'VALUE_UNKNOWN country',
      'VALUE_UNKNOWN language',
    ]));
  it('whose country is not understood has no phones but international ones', () =>
    expect(saidOf({ country: 'Narnia' })).toEqual(['CONTACT_MISSING -']));
});

describe('rows of one key', () => {
  const twice = { accountRef: 'B-1', fullName: 'Bob B-1' };
  const issuesOf = (rows: readonly Record<string, string>[]) =>
    readRows(rows).issues.map(({ line, code, with: others }) => [line, code, others]);

  it('count once when they say the same', () => expect(issuesOf([...COMPANY, twice])).toEqual([[6, 'REF_REPEATED', [2]]]));
  it('count not at all when they differ, copies included', () =>
    expect(issuesOf([...COMPANY, { accountRef: 'B-5' }, { accountRef: 'B-6' }, twice, { ...twice, total: '7' }])).toEqual([
      [2, 'REF_CONFLICT', [8, 9]],
      [8, 'REF_CONFLICT', [2, 9]],
      [9, 'REF_CONFLICT', [2, 8]],
    ]));
  it('are not compared when a spreadsheet destroyed the reference', () =>
    expect(issuesOf([{ accountRef: '1E9' }, { accountRef: '1E9', total: '7' }, ...COMPANY]).map(([, code]) => code)).toEqual([
      'REF_SCIENTIFIC',
      'REF_SCIENTIFIC',
    ]));
});

describe('people of an account', () => {
  const placedOf = (cells: Record<string, string>) => readRows([cells]).placed[0];

  it('are the debtor, a second party and a reference, each with an own identity', () => {
    const placed = placedOf({
      bornOn: '1980-01-02',
      party2FullName: 'Cy Example',
      party2Role: 'guarantor',
      party2Phone: '602-555-0111',
      referenceName: 'Di Example',
      referencePhone: '602-555-0122',
    });
    expect(placed).toMatchObject({
      debtor: { name: 'Ann Example', personKey: 'born\nann example\n1980-01-02' },
      secondParty: { name: 'Cy Example', role: 'guarantor' },
      reference: { name: 'Di Example', phone: '+16025550122' },
      contactPoints: [
        { party: 'debtor', kind: 'phone', value: '+16025550100' },
        { party: 'second', kind: 'phone', value: '+16025550111' },
      ],
    });
    expect(placed?.secondParty).not.toHaveProperty('personKey');
  });
  it('make no second party out of a phone without a name', () => {
    const placed = placedOf({ party2Phone: '602-555-0111' });
    expect(placed).not.toHaveProperty('secondParty');
    expect(placed?.contactPoints).toHaveLength(1);
  });
  it('with one national id and two names are one person, worth a look', () => {
    const cells = { nationalId: 'X-1', bornOn: '1980-01-02' };
    const { issues, placed } = readRows([
      { ...cells, accountRef: 'A-1' },
      { ...cells, accountRef: 'A-2', fullName: 'Ann Married' },
      { ...cells, accountRef: 'A-3', fullName: 'ANN MARRIED' },
    ]);
    expect(issues).toMatchObject([{ line: 3, code: 'NAME_DIFFERS', column: 'fullName' }]);
    expect(new Set(placed.map(({ debtor }) => debtor.personKey))).toEqual(new Set(['id\nX1']));
  });
});

describe('defaults', () => {
  it('fill empty cells, and a role only beside a second party', () => {
    const mapping = { defaults: { currency: 'USD', country: 'US', language: 'en', party2Role: 'co-debtor' } };
    const { placed } = readRows(
      [
        { party2FullName: '', language: '' },
        { accountRef: 'A-2', party2FullName: 'Cy', language: 'es' },
      ],
      { mapping },
    );
    expect(placed.map(({ values }) => [values.language, values.party2Role])).toEqual([
      ['en', undefined],
      ['es', 'co-debtor'],
    ]);
  });
});
