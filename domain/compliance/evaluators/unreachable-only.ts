import { type GateFacts, type Outcome, roleOf } from '../facts.ts';
import { type Evaluator, PASSES } from './evaluator.ts';

export type UnreachableParams = {
  readonly type: string;
  readonly allow: readonly string[];
  readonly others_purpose: string;
  readonly min_consecutive_failed: number;
};

/** Calls that reached nobody; a rejected one reached somebody. */
const UNREACHED: readonly (Outcome | 'pending')[] = ['no_answer', 'busy', 'not_in_service'];

/** Denies contact with others than those listed, unless the debtor can't be reached and they have not refused. */
export const unreachableOnly: Evaluator<UnreachableParams> = {
  requires: () => [],
  uses: ['history', 'numberInvalid', 'contactRefused'],
  judge({ allow, others_purpose: purpose, min_consecutive_failed: calls }, { facts }) {
    if (allow.includes(roleOf(facts.attempt.to))) return PASSES;
    if (facts.state.contactRefused) return { passes: false, reason: 'contact-refused' };
    if (facts.attempt.purpose !== purpose) return { passes: false, reason: 'third-person' };
    return facts.state.numberInvalid || isUnreached(facts, calls) ? PASSES : { passes: false, reason: 'debtor-reachable' };
  },
};

function isUnreached({ attempt, history }: GateFacts, calls: number): boolean {
  const newestFirst = history
    .filter(
      ({ direction, channel, outcome, personId }) =>
        direction === 'out' && channel === 'voice' && outcome !== 'failed' && personId === attempt.debtorId,
    )
    .sort((a, b) => b.at - a.at);
  const last = newestFirst.slice(0, calls);
  return last.length === calls && last.every(({ outcome }) => UNREACHED.includes(outcome));
}
