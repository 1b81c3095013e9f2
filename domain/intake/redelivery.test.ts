import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { knownAfter, NOTHING_KNOWN } from './known.ts';
import { readPlacement } from './read-placement.ts';
import { COMPANY, imported, plainMapping, readRows, RECEIVED_ON, saidOf, type Cells } from './testing/csv.ts';

const first: Cells = { bornOn: '1980-01-02', email: 'ann@example.com', note: 'first', currency: 'USD', total: '100.00' };
const known = knownAfter(NOTHING_KNOWN, readRows([first, ...COMPANY]));
const again = (cells: Cells) => readRows([{ ...first, ...cells }, ...COMPANY], { known });
const closed = knownAfter(known, again({ closureReason: 'sold' }));

describe('an account delivered again', () => {
  it('is unchanged when nothing new is said', () =>
    expect(again({}).effect).toEqual({ new: 0, updated: 0, unchanged: 5, closed: 0, absent: 0 }));
  it('is not emptied by blanks, nor by what cannot be used', () => {
    const [row] = again({ email: '', note: '', bornOn: 'x' }).placed;
    expect(row).toMatchObject({ effect: 'unchanged', values: { email: 'ann@example.com', note: 'first', bornOn: '1980-01-02' } });
  });
  it('is updated when something differs, and keeps the rest', () => {
    const [row] = again({ total: '90.00', email: '' }).placed;
    expect(row).toMatchObject({ effect: 'updated', balanceMinor: 9000, values: { total: 9000, email: 'ann@example.com' } });
  });
  it('takes its balance from new components when the row states no total', () => {
    const [row] = again({ total: '', principal: '80.00', interest: '5.00' }).placed;
    expect(row).toMatchObject({ effect: 'updated', balanceMinor: 8500 });
    expect(row?.values).not.toHaveProperty('total');
  });
  it('keeps what is known where only a default speaks', () => {
    const spanish = knownAfter(NOTHING_KNOWN, readRows([{ ...first, language: 'es' }]));
    const mapping = { defaults: { currency: 'USD', country: 'US', language: 'en' } };
    expect(readRows([first], { known: spanish, mapping }).placed[0]).toMatchObject({ effect: 'unchanged', values: { language: 'es' } });
  });
  it('must be in the same currency and owed by the same person', () => {
    expect(saidOf({ ...first, currency: 'EUR' }, { known })).toEqual(['CURRENCY_MISMATCH currency']);
    expect(saidOf({ ...first, fullName: 'Eve' }, { known })).toEqual(['PERSON_CHANGED accountRef']);
    expect(saidOf({ ...first, bornOn: '1981-01-02' }, { known })).toEqual(['PERSON_CHANGED accountRef']);
    expect(saidOf({ ...first, bornOn: '', fullName: 'ANN example' }, { known })).toEqual([]);
  });
  it('may be closed, looked at for nothing but its key and reason', () => {
    const report = again({ closureReason: 'sold', total: 'x', phone1: '' });
    expect(report.effect).toEqual({ new: 0, updated: 0, unchanged: 4, closed: 1, absent: 0 });
    expect(report.acceptedBalanceMinor).toEqual({ USD: 40000 });
  });
  it('stays closed: a second closure changes nothing, a further delivery is refused', () => {
    expect(readRows([{ closureReason: 'paid' }], { known: closed }).placed[0]).toMatchObject({
      effect: 'unchanged',
      values: { closureReason: 'sold' },
    });
    expect(saidOf(first, { known: closed })).toEqual(['ACCOUNT_CLOSED accountRef']);
  });
  it('is absent when no row names it, while it is open and of this creditor', () => {
    expect(readRows([first], { known }).absent.map(({ accountRef }) => accountRef)).toEqual(['B-1', 'B-2', 'B-3', 'B-4']);
    expect(readRows(COMPANY, { known: closed }).absent).toEqual([]);
    expect(readRows([{ accountRef: 'Z' }], { known, mapping: { creditors: ['Other'] } }).absent).toEqual([]);
  });
  it('is found whatever the letter case of its creditor', () =>
    expect(readRows([first], { known, mapping: { creditors: ['EXAMPLE LENDER'] } }).effect).toMatchObject({ new: 0, absent: 4 }));
});

const FIELDS = ['accountRef', 'fullName', 'total', 'principal', 'phone1', 'email', 'dueOn', 'consentSms', 'closureReason', 'note'];
const cell = fc.oneof(
  { weight: 1, arbitrary: fc.string({ maxLength: 8 }) },
  { weight: 3, arbitrary: fc.constantFrom('', '100.00', '5', '2026-01-02', '602-555-0133', 'yes', 'Ann', 'paid', 'x@y.zz', '="7"', "'7") },
);
/** A good row with a few cells replaced by anything. */
const anyRow = fc
  .record({ ref: fc.integer({ min: 1, max: 6 }), odd: fc.dictionary(fc.constantFrom(...FIELDS), cell, { maxKeys: 2 }) })
  .map(({ ref, odd }): Cells => ({ accountRef: `A-${ref}`, fullName: 'Ann', total: '100.00', phone1: '602-555-0100', ...odd }));

describe('any file', () => {
  const anyRows = fc.array(anyRow, { minLength: 1, maxLength: 8 });
  const fileOf = (rows: readonly Cells[]) => {
    const quoted = (text = '') => `"${text.replaceAll('"', '""')}"`;
    const text = [FIELDS.join(','), ...rows.map((row) => FIELDS.map((field) => quoted(row[field])).join(','))].join('\n');
    return { bytes: new TextEncoder().encode(text), mapping: plainMapping(FIELDS), receivedOn: RECEIVED_ON };
  };

  test.prop([anyRows, anyRows])('changes nothing when it comes a second time, whatever was stored before', (earlier, rows) => {
    const before = knownAfter(NOTHING_KNOWN, readPlacement({ ...fileOf(earlier), known: NOTHING_KNOWN }));
    const once = readPlacement({ ...fileOf(rows), known: before });
    fc.pre(once.outcome === 'imported');
    const stored = knownAfter(before, once);
    const twice = imported(readPlacement({ ...fileOf(rows), known: stored }));
    expect(twice.effect).toMatchObject({ new: 0, updated: 0, closed: 0 });
    expect(knownAfter(stored, twice)).toEqual(stored);
  });

  test.prop([fc.uint8Array({ maxLength: 400 })])('is read or refused, never a crash', (bytes) => {
    const report = readPlacement({ bytes, mapping: plainMapping(FIELDS), receivedOn: RECEIVED_ON, known: NOTHING_KNOWN });
    expect(['imported', 'refused']).toContain(report.outcome);
  });
  test.prop([fc.string({ unit: 'binary', maxLength: 400 }), fc.array(fc.constantFrom('"', ',', '\n', '\r\n', 'A-1', '=1', '\u0000', '5'))])(
    'below a good header is read or refused, never a crash',
    (noise, pieces) => {
      const bytes = new TextEncoder().encode(`${FIELDS.join(',')}\n${noise}\n${pieces.join('')}`);
      const report = readPlacement({ bytes, mapping: plainMapping(FIELDS), receivedOn: RECEIVED_ON, known: NOTHING_KNOWN });
      if (report.outcome === 'imported') expect(report.rows.accepted + report.rows.rejected).toBe(report.rows.data);
    },
  );
});
