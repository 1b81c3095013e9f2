import { concerns } from '../consents.ts';
import { type Evaluator, PASSES } from './evaluator.ts';

export type CeaseParams = { readonly type: string; readonly exempt_purposes: readonly string[] };

/** Denies once the debtor's request to cease, or refusal to pay, has been received for an attempted debt. */
export const ceaseCommunication: Evaluator<CeaseParams> = {
  requires: () => [],
  uses: ['cease'],
  judge({ exempt_purposes: exempt }, { facts, at }) {
    if (exempt.includes(facts.attempt.purpose)) return PASSES;
    const ceased = facts.state.cease.some(({ debt, receivedAt }) => receivedAt <= at && concerns(debt, facts));
    return ceased ? { passes: false, reason: 'ceased' } : PASSES;
  },
};
