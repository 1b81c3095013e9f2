import type { LocalDate } from '../time/local.ts';
import { asksForHelp, saysDispute, saysPaid, saysWrongPerson } from './claims.ts';
import { findPromise } from './find-promise.ts';
import type { Intent } from './intents.ts';
import { normalise } from './normalise.ts';
import { optOutWords } from './opt-out.ts';

export type Understood = {
  intent: Intent;
  /** Of a promise, where it is named; a promise without it may mean all that is owed, and has to be asked or confirmed. */
  amountMinor?: number;
  /** Of a promise, where it is named. */
  dueOn?: LocalDate;
  /** The words, as normalised, that ask for no more contact: evidence for the latch. */
  optOutWords?: string;
};
export type ReplyContext = {
  /** The date in the debtor's zone when the text arrived. */
  today: LocalDate;
  /** BCP 47; decides how 12/05 and 1.200 are read. */
  locale?: string;
  /** ISO 4217, of the account. */
  currency: string;
};

/**
 * What a debtor's text says, by keywords, in English, Spanish and Chinese. What is said first in this order counts:
 * opt-out, wrong person, dispute, paid, promise, help. In doubt an opt-out is one; in doubt a promise is none.
 * @param text as received, of any length
 */
export function understandReply(text: string, context: ReplyContext): Understood {
  const normal = normalise(text);
  const words = optOutWords(normal, context.locale);
  if (words !== undefined) return { intent: 'opt-out', optOutWords: words };
  if (saysWrongPerson(normal)) return { intent: 'wrong-person' };
  if (saysDispute(normal)) return { intent: 'dispute' };
  if (saysPaid(normal)) return { intent: 'paid' };
  const promise = findPromise(normal, context);
  if (promise) return { intent: 'promise', ...promise };
  return { intent: asksForHelp(normal) ? 'help' : 'unclear' };
}
