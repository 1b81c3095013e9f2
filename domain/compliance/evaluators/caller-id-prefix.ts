import { type LocalDate, localDate } from '#domain/time/local.ts';
import { type Evaluator, PASSES } from './evaluator.ts';

export type CallerIdParams = {
  readonly type: string;
  readonly prefix: string;
  /** From when on each type of creditor is bound. */
  readonly from_by_entity: Readonly<Record<string, LocalDate>>;
};

/** Denies calls that show a number outside the series reserved for this type of creditor. */
export const callerIdPrefix: Evaluator<CallerIdParams> = {
  requires: (_, { callerId }) => (callerId === undefined ? [] : ['zone', 'debt', 'creditorType']),
  uses: ['callerId'],
  judge({ prefix, from_by_entity: from }, { facts: { attempt, debts }, at, zone }) {
    if (attempt.callerId === undefined || attempt.callerId.startsWith(prefix)) return PASSES;
    const today = localDate(at, zone);
    const bound = attempt.debts.some((id) => (from[debts[id]?.creditorType ?? ''] ?? '9999-12-31') <= today);
    return bound ? { passes: false, reason: 'caller-id' } : PASSES;
  },
};
