import { z } from 'zod';
import { minorDigits } from './currencies.ts';

/** The control file a creditor sends beside a placement: how many rows it holds and what they sum up to. */
export const Control = z.strictObject({
  file: z.string().optional(),
  rows: z.int({ error: 'rows must be a whole number.' }).nonnegative('rows must not be negative.'),
  total: z.string({ error: 'total must be a text.' }).regex(/^-?\d{1,15}(\.\d{1,4})?$/, 'total must look like 1234.56.'),
  currency: z.string().refine((code) => minorDigits(code) !== undefined, 'currency must be an active ISO 4217 code.'),
});
export type Control = z.infer<typeof Control>;

/** The control total in minor units; exact, and never equal to a sum of rows if it is finer than the currency. */
export function controlMinor({ total, currency }: Control): number {
  const digits = minorDigits(currency) ?? 2;
  const [whole = '', fraction = ''] = total.split('.');
  if (!/^0*$/.test(fraction.slice(digits))) return Number.NaN;
  return Number(whole + fraction.slice(0, digits).padEnd(digits, '0'));
}
