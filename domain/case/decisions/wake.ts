import type { Draft, Handled } from '#domain/case/draft.ts';
import { keepPromise } from '#domain/case/decisions/accounts.ts';
import { offer } from '#domain/case/proceed.ts';
import { MINUTE_MS } from '#domain/time/local.ts';

/** Real time between one question to a provider and the next. */
export const ASK_AGAIN_MS = 10 * MINUTE_MS;

/** A moment came: whatever is overdue on either clock is dealt with. */
export function wake(draft: Draft): Handled {
  askProviders(draft);
  returnIdleClaim(draft);
  endHolds(draft);
  judgePromise(draft);
  return undefined;
}

function askProviders(draft: Draft): void {
  for (const { id } of draft.state.attempts.filter(({ deadline }) => deadline <= draft.input.realAt)) {
    draft.step({ type: 'askProvider', attemptId: id, because: 'no end reported; the provider is asked' });
    draft.record({ type: 'ProviderAsked', attemptId: id, deadline: draft.input.realAt + ASK_AGAIN_MS });
  }
}

function returnIdleClaim(draft: Draft): void {
  const { handoff } = draft.state;
  if (!handoff?.claimedBy || (handoff.leaseUntil ?? Infinity) > draft.input.realAt) return;
  draft.record({ type: 'HandoffReturned', handoffId: handoff.id, how: 'lease-ended', by: handoff.claimedBy });
}

function endHolds(draft: Draft): void {
  for (const { id } of draft.state.holds.filter(({ until }) => until !== undefined && until <= draft.input.at))
    draft.record({ type: 'HoldEnded', holdId: id, by: 'calendar' });
}

/** Kept or broken by what was paid until the end of the due day, and by nothing else. */
function judgePromise(draft: Draft): void {
  const { promise } = draft.state;
  if (!promise || promise.dueAt > draft.input.at) return;
  if (promise.paidMinor >= promise.amountMinor) return keepPromise(draft, promise.id);
  draft.record({ type: 'PromiseBroken', promiseId: promise.id, paidMinor: promise.paidMinor });
  offer(draft, 'collections', 'promise-broken');
}
