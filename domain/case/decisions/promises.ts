import { isDay } from '#domain/case/decisions/moments.ts';
import { overIfClosed, type Draft, type Handled, type Of } from '#domain/case/draft.ts';
import { addDays, endOfDay, localDate, type LocalDate } from '#domain/time/local.ts';

export type Offered = { amountMinor: number; currency: string; dueOn: LocalDate };
/** A day further away than this is no promise but a plan, which is a person's to agree. */
export const PROMISE_DAYS = 45;

/** Why an amount and a day make no promise: more than is owed, another currency, a past or distant day. */
export function promiseProblem(
  draft: Draft,
  promise: Offered | undefined,
): { refused: 'promise-needed' | 'promise-amount' | 'promise-day' } | undefined {
  if (!promise) return { refused: 'promise-needed' };
  const owed = draft.state.accounts.filter(({ ended, currency }) => !ended && currency === promise.currency);
  const total = owed.reduce((sum, { balanceMinor }) => sum + balanceMinor, 0);
  if (!Number.isSafeInteger(promise.amountMinor) || promise.amountMinor <= 0 || promise.amountMinor > total)
    return { refused: 'promise-amount' };
  return dayProblem(draft, promise.dueOn);
}

/** Whether a day is today, somewhere the debtor may be, or one of the next `PROMISE_DAYS`. */
export function dayProblem({ input, facts }: Draft, day: LocalDate): { refused: 'promise-day' } | undefined {
  const [today = ''] = facts.zones.map((zone) => localDate(input.at, zone)).sort();
  return isDay(day) && day >= today && day <= addDays(today, PROMISE_DAYS) ? undefined : { refused: 'promise-day' };
}

/** A new promise takes the place of an open one. The due day lasts until it is over in every zone of the debtor. */
export function makePromise(draft: Draft, { amountMinor, currency, dueOn }: Offered, by: string): void {
  const { promise } = draft.state;
  if (promise) draft.record({ type: 'PromiseWithdrawn', promiseId: promise.id });
  const dueAt = Math.max(...draft.facts.zones.map((zone) => endOfDay(dueOn, zone)));
  draft.record({ type: 'PromiseMade', promiseId: draft.input.id, amountMinor, currency, dueOn, dueAt, by });
}

export function recordPromise(draft: Draft, { amountMinor, currency, dueOn, by }: Of<'RecordPromise'>): Handled {
  const offered = { amountMinor, currency, dueOn };
  const problem = overIfClosed(draft) ?? promiseProblem(draft, offered);
  if (problem) return problem;
  makePromise(draft, offered, by);
  return { answer: { accepted: true, ref: draft.input.id } };
}
