import { type Evaluator, PASSES } from './evaluator.ts';

export type FlagsParams = { readonly type: string; readonly flags: readonly string[]; readonly only_if_debt?: 'time_barred' };

/** Denies a text that does what is banned. */
export const flags: Evaluator<FlagsParams> = {
  requires: ({ only_if_debt: only }) => (only ? ['debt'] : []),
  uses: ['content', 'timeBarred'],
  judge({ flags: banned, only_if_debt: only }, { facts: { attempt, debts } }) {
    if (only && !attempt.debts.some((id) => debts[id]?.timeBarred)) return PASSES;
    return attempt.content?.flags.some((flag) => banned.includes(flag)) ? { passes: false, reason: 'banned-content' } : PASSES;
  },
};
