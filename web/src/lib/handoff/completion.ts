import type { HandoffCompletion } from '#lib/api/index.ts';
import { minorDigits } from '#domain/intake/currencies.ts';
import { minorOf } from '#lib/i18n/parse-amount.ts';

const given = (form: FormData, name: string) => {
  const value = form.get(name);
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
};

/** What a wrap-up says: a promise has an amount and a day, a callback a day, and a note goes with any of them. */
export function completionOf(form: FormData): HandoffCompletion {
  const disposition = (given(form, 'disposition') ?? '') as HandoffCompletion['disposition'];
  const note = given(form, 'note');
  const currency = given(form, 'currency') ?? '';
  const dueOn = given(form, 'dueOn');
  const resumeOn = given(form, 'resumeOn');
  const amountMinor = minorOf(given(form, 'amount') ?? '', minorDigits(currency) ?? 2);
  return {
    disposition,
    ...(note && { note }),
    ...(disposition === 'promise' && dueOn && { promise: { amountMinor, currency, dueOn } }),
    ...(disposition === 'callback' && resumeOn && { resumeOn }),
  };
}
