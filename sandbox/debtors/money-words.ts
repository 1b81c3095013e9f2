import type { Language } from './traits.ts';

/** An amount as a debtor would text it: "$120", "$1,574.68", "EUR 120". */
export function amountWords(amountMinor: number, currency: string, language: Language): string {
  const digits = minorDigits(currency);
  const major = amountMinor / 10 ** digits;
  const shown = major.toLocaleString('en-US', { minimumFractionDigits: Number.isInteger(major) ? 0 : digits });
  if (currency !== 'USD') return `${currency} ${shown}`;
  return language === 'es' && Number.isInteger(major) ? `${shown} dólares` : `$${shown}`;
}

export const minorDigits = (currency: string): number =>
  new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
