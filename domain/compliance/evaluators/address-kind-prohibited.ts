import { type Evaluator, PASSES } from './evaluator.ts';

export type AddressKindParams = { readonly type: string; readonly address_kind: string; readonly unless_basis: readonly string[] };

/** Denies a kind of address, unless the debtor's own doing stands behind it. */
export const addressKindProhibited: Evaluator<AddressKindParams> = {
  requires: () => [],
  uses: ['addressKind', 'addressBasis'],
  judge({ address_kind: kind, unless_basis: bases }, { facts: { attempt } }) {
    if (attempt.addressKind !== kind) return PASSES;
    return attempt.addressBasis !== undefined && bases.includes(attempt.addressBasis) ? PASSES : { passes: false, reason: 'address-kind' };
  },
};
