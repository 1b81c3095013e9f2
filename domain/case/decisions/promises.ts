import { overIfClosed, type Draft, type Handled } from '#domain/case/draft.ts';
import type { CaseInput } from '#domain/case/vocabulary.ts';
import { addDays, endOfDay, localDate, type LocalDate } from '#domain/time/local.ts';

type Offered = { amountMinor: number; currency: string; dueOn: LocalDate };
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
  const today = localDate(draft.input.at, draft.facts.zones[0]);
  if (promise.dueOn < today || promise.dueOn > addDays(today, PROMISE_DAYS)) return { refused: 'promise-day' };
  return undefined;
}

/** A new promise takes the place of an open one. */
export function makePromise(draft: Draft, { amountMinor, currency, dueOn }: Offered, by: string): void {
  const { promise } = draft.state;
  if (promise) draft.record({ type: 'PromiseWithdrawn', promiseId: promise.id });
  const dueAt = endOfDay(dueOn, draft.facts.zones[0]);
  draft.record({ type: 'PromiseMade', promiseId: draft.input.id, amountMinor, currency, dueOn, dueAt, by });
}

export function recordPromise(draft: Draft, { amountMinor, currency, dueOn, by }: Extract<CaseInput, { type: 'RecordPromise' }>): Handled {
  const problem = overIfClosed(draft) ?? promiseProblem(draft, { amountMinor, currency, dueOn });
  if (problem) return problem;
  makePromise(draft, { amountMinor, currency, dueOn }, by);
  return { answer: { accepted: true, ref: draft.input.id } };
}
