import { isClosed } from '#domain/case/case.ts';
import type { Draft } from '#domain/case/draft.ts';
import { offer, rest } from '#domain/case/proceed.ts';
import { MINUTE_MS } from '#domain/time/local.ts';

/** Real time from the first question to a provider to the second; each further one is twice as long in coming. */
export const ASK_AGAIN_MS = 10 * MINUTE_MS;
/** After so many questions without an end, some ten hours, the attempt stays unknown: it counts and is never sent again. */
export const QUESTIONS = 6;

/** Deals with whatever is overdue on either clock, so that no moment that has passed is ever waited for again. */
export function catchUp(draft: Draft): void {
  askProviders(draft);
  returnIdleClaim(draft);
  endHolds(draft);
  judgePromise(draft);
}

function askProviders(draft: Draft): void {
  const { realAt } = draft.input;
  for (const { id, asked } of draft.state.attempts.filter(({ deadline }) => deadline <= realAt)) {
    if (asked >= QUESTIONS) {
      draft.record({ type: 'AttemptEnded', attemptId: id, status: 'unknown' });
      continue;
    }
    const stepId = draft.nextStepId();
    draft.step({ type: 'askProvider', attemptId: id, because: 'no end reported; the provider is asked' });
    draft.record({ type: 'ProviderAsked', attemptId: id, deadline: realAt + ASK_AGAIN_MS * 2 ** asked, stepId });
  }
}

/** A claim without a sign of life goes back before the others. */
export function returnIdleClaim(draft: Draft): void {
  const { handoff } = draft.state;
  if (!handoff?.claimedBy || (handoff.leaseUntil ?? Infinity) > draft.input.realAt) return;
  draft.record({ type: 'HandoffReturned', handoffId: handoff.id, how: 'lease-ended', by: handoff.claimedBy });
}

/** A dispute or a claim of payment that nobody resolved in its time is for a person: the machine doesn't just write again. */
function endHolds(draft: Draft): void {
  const over = draft.state.holds.filter(({ until }) => until !== undefined && until <= draft.input.at);
  for (const { id, kind, paid } of over) {
    draft.record({ type: 'HoldEnded', holdId: id, by: 'machine' });
    if (kind === 'dispute') offer(draft, 'disputes', 'dispute');
    if (kind !== 'paid-claim' || draft.state.promise) continue;
    if (paid) rest(draft);
    else offer(draft, 'collections', 'payment-not-seen');
  }
}

/** Kept or broken by what was paid until the end of the due day, and by nothing else. */
function judgePromise(draft: Draft): void {
  const { promise, holds } = draft.state;
  if (!promise || promise.dueAt > draft.input.at) return;
  // Nothing is owed any more, though not by payments: neither kept nor broken.
  if (isClosed(draft.state)) return draft.record({ type: 'PromiseWithdrawn', promiseId: promise.id });
  draft.record({ type: 'PromiseBroken', promiseId: promise.id, paidMinor: promise.paidMinor });
  // Says to have paid: that is looked into when the claim's time is over, and not twice.
  const isClaimedPaid = holds.some(({ kind, until }) => kind === 'paid-claim' && until !== undefined);
  if (!isClaimedPaid) offer(draft, 'collections', 'promise-broken');
}
