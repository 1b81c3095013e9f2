import { describe, expect, it } from 'vitest';
import { minorDigits } from './currencies.ts';
import { ageOn, isDateFormat, readDate } from './dates.ts';
import { readEmail, readIban, readNationalId } from './ids.ts';
import { readPhone } from './phone.ts';

describe('a date', () => {
  it.each([
    ['02/17/1949', ['MM/dd/yyyy'], '1949-02-17'],
    ['2026年10月8日', ['yyyy-MM-dd', 'yyyy年M月d日'], '2026-10-08'],
    ['18-apr-2021', ['dd-MMM-yyyy'], '2021-04-18'],
    ['29/02/2024', ['dd/MM/yyyy'], '2024-02-29'],
    ['13/12/2025', ['MM/dd/yyyy', 'dd/MM/yyyy'], '2025-12-13'],
    ['45292', ['excel'], '2024-01-01'],
  ])('%s is read by %j as %s', (text, formats, day) => expect(readDate(text, formats)).toBe(day));

  it.each(['29/02/2025', '31/04/2026', '1/2/2026', '00/01/2026', '01/01/26', '01-01-2026', '2026'])('%s is no real day here', (text) =>
    expect(readDate(text, ['dd/MM/yyyy'])).toBeUndefined(),
  );
  it('takes literal characters literally', () => expect(readDate('2026x01x02', ['yyyy.MM.dd'])).toBeUndefined());
  it('counts an age by birthdays', () => {
    expect(ageOn('2008-11-16', '2026-11-16')).toBe(18);
    expect(ageOn('2008-11-17', '2026-11-16')).toBe(17);
  });
  it('has a format only with year, month and day', () => {
    expect(['yyyy-MM-dd', 'd.M.yyyy', 'excel'].every(isDateFormat)).toBe(true);
    expect(['yyyy-MM', 'dd/dd/yyyy', 'MM/yyyy/MMM', ''].some(isDateFormat)).toBe(false);
  });
});

describe('a phone', () => {
  it.each([
    ['907-555-0168', 'US', '+19075550168'],
    ['07700 900897', 'GB', '+447700900897'],
    ['+44 7700 900970', 'US', '+447700900970'],
    ['55 5550 8369 ext. 7537', 'MX', '+525555508369;ext=7537'],
    ['602-555-0100 x12', 'US', '+16025550100;ext=12'],
    ['199-0000-6442', 'CN', '+8619900006442'],
  ] as const)('%s in %s is %s', (text, country, e164) => expect(readPhone(text, country)).toBe(e164));

  it.each(['5555555555', '555-01', 'n/a', '602-555-01*0', 'call 602-555-0100', '602-555-0100 / 602-555-0101', '602-555-0100 ext', '0', ''])(
    '%s is not usable',
    (text) => expect(readPhone(text, 'US')).toBeUndefined(),
  );
  it('cannot be read without a country unless it is international', () => {
    expect(readPhone('602-555-0100', undefined)).toBeUndefined();
    expect(readPhone('+1 602 555 0100', undefined)).toBe('+16025550100');
  });
});

describe('an id', () => {
  const chinese = { pattern: '^\\d{17}[\\dX]$', check: 'mod11-2' } as const;
  it('is stored without spaces, dots and hyphens', () =>
    expect(readNationalId('qq 25-48.59 d', { pattern: '^[A-Z]{2}\\d{6}[A-D]$' })).toBe('QQ254859D'));
  it('must pass its check digit', () => {
    expect(readNationalId('99997920050912354 8', chinese)).toBe('999979200509123548');
    expect(readNationalId('999979200509123547', chinese)).toBeUndefined();
    expect(readNationalId('9'.repeat(500), undefined)).toBeUndefined();
  });
  it('may be an IBAN', () => {
    expect(readIban('gb82 west 1234 5698 7654 32')).toBe('GB82WEST12345698765432');
    expect(readIban('GB82WEST12345698765433')).toBeUndefined();
  });
  it('may be an e-mail address', () => {
    expect(readEmail('Ann@Example.COM')).toBe('ann@example.com');
    expect(['none@', 'a.b.example.org', 'a@b', 'a b@c.de', 'a@.de', 'a@b..c'].some((text) => readEmail(text) !== undefined)).toBe(false);
  });
});

it('knows currencies in which debts are stated', () => {
  expect([minorDigits('USD'), minorDigits('JPY'), minorDigits('KWD'), minorDigits('CLF')]).toEqual([2, 0, 3, 4]);
  expect(['XX', 'XXX', 'XAU', 'HRK', 'usd', '', 'constructor'].map(minorDigits)).toEqual(Array(7).fill(undefined));
});
