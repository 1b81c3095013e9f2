import { isClosed } from '#domain/case/case.ts';
import type { Draft, Handled, Of } from '#domain/case/draft.ts';
import { offer, wait } from '#domain/case/proceed.ts';

/** Until an offer that could not be made is made again: failing once more must not become a loop. */
const OFFER_AGAIN = { days: 1 };

/**
 * A step that no retry can bring to its end.
 * A contact: whether it left is not known, so it counts, is never sent again, and a person looks.
 * A question to the provider: the case goes on without its answer. An offer: it is made again a day later.
 */
export function giveUpStep(draft: Draft, { stepId, code }: Of<'StepFailed'>): Handled {
  const { attempts, handoff } = draft.state;
  const sent = attempts.find(({ id }) => id === stepId);
  const asked = attempts.find(({ askedBy }) => askedBy === stepId);
  const offered = handoff?.stepId === stepId ? handoff : undefined;
  if (!sent && !asked && !offered) return { ignored: 'step-unknown' };
  draft.record({ type: 'StepGaveUp', stepId, code });
  const attempt = sent ?? asked;
  if (attempt) draft.record({ type: 'AttemptEnded', attemptId: attempt.id, status: 'unknown' });
  if (sent) offer(draft, 'collections', 'step-failed');
  if (offered && !isClosed(draft.state)) {
    draft.record({ type: 'HandoffWithdrawn', handoffId: offered.id, stepId, why: 'step-failed' });
    wait(draft, OFFER_AGAIN, 'step-failed');
  }
  return undefined;
}
