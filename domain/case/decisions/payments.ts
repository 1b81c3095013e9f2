import { isClosed } from '#domain/case/case.ts';
import type { Draft, Handled, Of } from '#domain/case/draft.ts';
import { rest } from '#domain/case/proceed.ts';

/**
 * Money that came, also to a closed case: it is a fact. Promises are kept by it, and by nothing else; one judged broken
 * is kept after all when the money moved in time and was only posted late.
 */
export function payment(draft: Draft, { entryId, accountId, amountMinor, occurredAt }: Of<'PaymentPosted'>): Handled {
  const account = draft.facts.accounts.find(({ id }) => id === accountId);
  if (!account) return { ignored: 'account-unknown' };
  if (!Number.isSafeInteger(amountMinor)) return { ignored: 'nothing-to-record' };
  const { balanceMinor, currency } = account;
  const moved = Number.isFinite(occurredAt) ? { occurredAt: Number(occurredAt) } : {};
  draft.record({ type: 'PaymentRecorded', entryId, accountId, amountMinor, balanceMinor, currency, ...moved });
  keepPromises(draft);
  return undefined;
}

function keepPromises(draft: Draft): void {
  const { broken, promise } = draft.state;
  if (broken && broken.paidMinor >= broken.amountMinor) {
    draft.record({ type: 'PromiseKept', promiseId: broken.id });
    withdrawReproach(draft);
  }
  if (promise && promise.paidMinor >= promise.amountMinor) draft.record({ type: 'PromiseKept', promiseId: promise.id });
  const kept = draft.events.some(({ type }) => type === 'PromiseKept');
  // Something may be left to pay: quiet first, then from the start.
  if (kept && !isClosed(draft.state) && !draft.state.promise) rest(draft);
}

/** Nobody is to be called about a promise that was kept; whoever is at it already will see it. */
function withdrawReproach(draft: Draft): void {
  const { handoff } = draft.state;
  if (handoff?.why === 'promise-broken' && !handoff.claimedBy)
    draft.record({ type: 'HandoffWithdrawn', handoffId: handoff.id, stepId: handoff.stepId, why: 'paid' });
}
