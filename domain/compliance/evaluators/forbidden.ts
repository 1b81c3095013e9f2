import { liveConsents } from '../consents.ts';
import { type Evaluator, PASSES } from './evaluator.ts';

export type ForbiddenParams = { readonly type: string; readonly unless_approval?: string; readonly unless_consent?: string };

/** Denies always, save with the named approval or consent. */
export const forbidden: Evaluator<ForbiddenParams> = {
  requires: () => [],
  uses: ['approvals', 'consents'],
  judge({ unless_approval: approval, unless_consent: consent }, { facts, at }) {
    if (approval !== undefined && facts.attempt.approvals?.includes(approval)) return PASSES;
    if (consent !== undefined && liveConsents(facts, consent, at).length > 0) return PASSES;
    return { passes: false, reason: 'forbidden' };
  },
};
