import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { readAmount } from './amount.ts';

const POINT = { decimal: '.', thousands: ',' };
const COMMA = { decimal: ',', thousands: '.' };

describe('an amount', () => {
  it.each([
    ['1,646.46', 164646],
    ['1646.4', 164640],
    ['1646', 164600],
    ['$ 80,094.86', 8009486],
    ['19,957.77 MXN', 1995777],
    ['USD-5.00', -500],
    ['-$5.00', -500],
    ['$-5.00', -500],
    ['5.00-', -500],
    ['5.00$-', -500],
    ['(5.00)', -500],
    ['$(5.00)', -500],
    ['(5.00) EUR', -500],
    ['-0.00', 0],
  ])('%s is %i minor units', (text, minor) => expect(readAmount(text, POINT, 2)).toBe(minor));

  it.each([
    '',
    '-',
    '12,34.00',
    '1,2345',
    ',123',
    '1.234',
    '.50',
    '5.',
    '--5',
    '(5',
    '-(5)',
    '$5$',
    '€',
    'pending',
    '1e3',
    '１',
    '99999999999999999',
    '90071992547409.91', // exact, and no two of them add up exactly
    '100000000000.01',
  ])('%s is none', (text) => expect(readAmount(text, POINT, 2)).toBeUndefined());

  it('follows the mapping: the same text means another amount elsewhere', () => {
    expect(readAmount('78.796,89', COMMA, 2)).toBe(7879689);
    expect(readAmount('1.234', COMMA, 2)).toBe(123400);
    expect(readAmount('1,234', { decimal: '.' }, 2)).toBeUndefined();
  });
  it('has the decimals of its currency', () => {
    expect(readAmount('1,500', POINT, 0)).toBe(1500);
    expect(readAmount('1500.00', POINT, 0)).toBe(1500);
    expect(readAmount('1500.50', POINT, 0)).toBeUndefined();
    expect(readAmount('1.50', POINT, 3)).toBe(1500);
  });

  test.prop([fc.integer({ min: 0, max: 1e12 }), fc.boolean()])('reads back what was written, grouped or not', (minor, grouped) => {
    const whole = String(Math.floor(minor / 100));
    const shown = grouped ? whole.replace(/\B(?=(\d{3})+$)/g, ',') : whole;
    expect(readAmount(`${shown}.${String(minor % 100).padStart(2, '0')}`, POINT, 2)).toBe(minor);
  });
});
