import { concerns } from '../consents.ts';
import { type Evaluator, PASSES } from './evaluator.ts';

export type DisputeParams = { readonly type: string; readonly stops_purposes: readonly string[] };

/** Denies from a timely dispute about an attempted debt until its verification is sent. */
export const disputePending: Evaluator<DisputeParams> = {
  requires: () => [],
  uses: ['disputes'],
  judge({ stops_purposes: stopped }, { facts, at }) {
    if (!stopped.includes(facts.attempt.purpose)) return PASSES;
    const pending = facts.state.disputes.filter(
      ({ debt, receivedAt, inValidationPeriod, verificationSentAt }) =>
        inValidationPeriod && receivedAt <= at && at < (verificationSentAt ?? Infinity) && concerns(debt, facts),
    );
    if (pending.length === 0) return PASSES;
    const verified = Math.max(...pending.map(({ verificationSentAt }) => verificationSentAt ?? Infinity));
    return { passes: false, reason: 'disputed', until: verified === Infinity ? undefined : verified };
  },
};
