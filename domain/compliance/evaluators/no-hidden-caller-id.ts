import { type Evaluator, PASSES } from './evaluator.ts';

/** Denies calls that hide their number. */
export const noHiddenCallerId: Evaluator = {
  requires: () => [],
  uses: ['callerId'],
  judge: (_, { facts }) => (facts.attempt.callerId === 'hidden' ? { passes: false, reason: 'caller-id-hidden' } : PASSES),
};
