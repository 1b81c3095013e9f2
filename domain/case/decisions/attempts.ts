import type { Draft, Handled } from '#domain/case/draft.ts';
import { offer } from '#domain/case/proceed.ts';
import type { CaseInput } from '#domain/case/vocabulary.ts';

type Of<T extends CaseInput['type']> = Extract<CaseInput, { type: T }>;

/** An attempt came to its end, or never left. A refusal with a moment makes the case wait for it. */
export function endAttempt(draft: Draft, { attemptId, status, refusal }: Of<'AttemptEnded'>): Handled {
  const attempt = draft.state.attempts.find(({ id }) => id === attemptId);
  if (!attempt) return { ignored: 'attempt-already-ended' };
  draft.record({ type: 'AttemptEnded', attemptId, status, ...(refusal && { refusal }) });
  if (refusal?.notBefore !== undefined && refusal.notBefore > draft.input.at)
    draft.record({ type: 'WaitBegan', until: refusal.notBefore, why: 'rule', rule: refusal.rule });
  return undefined;
}

/** A step that no retry can bring to its end: a person has to look, and the attempt it would have made is over. */
export function giveUpStep(draft: Draft, { stepId, code }: Of<'StepFailed'>): Handled {
  draft.record({ type: 'StepGaveUp', stepId, code });
  if (draft.state.attempts.some(({ id }) => id === stepId)) draft.record({ type: 'AttemptEnded', attemptId: stepId, status: 'cancelled' });
  if (draft.state.stage !== 'closed') offer(draft, 'collections', 'step-failed');
  return undefined;
}
