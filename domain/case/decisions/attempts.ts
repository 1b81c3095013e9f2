import type { Draft, Handled, Of } from '#domain/case/draft.ts';
import { isMoment } from '#domain/case/decisions/moments.ts';
import type { Refusal } from '#domain/case/vocabulary.ts';
import { neverLeft } from '#domain/contact/attempt-status.ts';

/**
 * An attempt came to its end, or never left. A refusal that names a moment makes the case wait for it; one without
 * gives up the contact point for this step. Only the first end counts: later evidence is the attempt's own.
 */
export function endAttempt(draft: Draft, { attemptId, status, refusal: given }: Of<'AttemptEnded'>): Handled {
  const attempt = draft.state.attempts.find(({ id }) => id === attemptId);
  if (!attempt) return { ignored: attemptId.startsWith(`${draft.facts.caseId}:`) ? 'attempt-already-ended' : 'attempt-unknown' };
  const refusal = given && sound(given);
  draft.record({ type: 'AttemptEnded', attemptId, status, ...(refusal && { refusal }) });
  if (refusal && neverLeft(status)) waitForRule(draft, refusal, attempt.contactPointId);
  return undefined;
}

/** Only where the step would go on by the same contact point, and nothing that happened meanwhile has it wait longer. */
function waitForRule(draft: Draft, { rule, notBefore }: Refusal, contactPointId: string): void {
  const { place, wait } = draft.state;
  if (notBefore === undefined || notBefore <= draft.input.at) return;
  if (!place || wait || place.sentTo !== undefined || place.refused.includes(contactPointId)) return;
  draft.record({ type: 'WaitBegan', until: notBefore, why: 'rule', rule });
}

const sound = ({ rule, notBefore }: Refusal): Refusal => ({ rule, ...(isMoment(notBefore) && { notBefore }) });
