import { liveConsents } from '../consents.ts';
import { roleOf } from '../facts.ts';
import { type Evaluator, PASSES } from './evaluator.ts';

export type AllowedRolesParams = {
  readonly type: string;
  readonly allow: readonly string[];
  /** Anyone else may be contacted for this purpose only; null: for none. */
  readonly others_purpose: string | null;
  /** Or where the debtor agreed to that. */
  readonly others_consent: string | null;
};

/** Denies contact with anyone but the listed persons. */
export const allowedRoles: Evaluator<AllowedRolesParams> = {
  requires: () => [],
  uses: ['consents'],
  judge({ allow, others_purpose: purpose, others_consent: consent }, { facts, at }) {
    const { attempt } = facts;
    const role = roleOf(attempt.to);
    if (allow.includes(role) || attempt.purpose === purpose) return PASSES;
    const agreed = consent !== null && liveConsents(facts, consent, at, attempt.debtorId).some((given) => (given.role ?? role) === role);
    return agreed ? PASSES : { passes: false, reason: 'third-person' };
  },
};
