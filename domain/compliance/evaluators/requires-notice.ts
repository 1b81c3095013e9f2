import { type Evaluator, PASSES } from './evaluator.ts';

export type NoticeParams = { readonly type: string; readonly notice: string; readonly when_debt: 'transferred_npl' };

/** Denies until a notice about such a debt is on file. */
export const requiresNotice: Evaluator<NoticeParams> = {
  requires: () => ['debt'],
  uses: ['notices', 'transferredNpl'],
  judge({ notice }, { facts: { attempt, debts, state } }) {
    const concerned = attempt.debts.some((id) => debts[id]?.transferredNpl);
    return concerned && !state.notices.includes(notice) ? { passes: false, reason: 'notice-missing' } : PASSES;
  },
};
