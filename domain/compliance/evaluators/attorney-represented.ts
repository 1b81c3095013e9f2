import { concerns } from '../consents.ts';
import type { AttorneyEntry } from '../facts.ts';
import { isReply } from '../replies.ts';
import { type Evaluator, PASSES } from './evaluator.ts';

export type AttorneyParams = {
  readonly type: string;
  readonly lifted_if: readonly ('attorney_unresponsive' | 'attorney_consents')[];
  readonly reply_once: boolean;
};

/** Denies while a lawyer who can be found represents the debtor on an attempted debt. */
export const attorneyRepresented: Evaluator<AttorneyParams> = {
  requires: () => [],
  uses: ['attorney', 'history', 'inReplyTo'],
  judge(params, { facts, at }) {
    const represented = facts.state.attorney.some((entry) => entry.identifiable && concerns(entry.debt, facts) && !isLifted(entry, params));
    if (!represented || (params.reply_once && isReply(facts, at))) return PASSES;
    return { passes: false, reason: 'attorney' };
  },
};

const isLifted = ({ unresponsive, consents }: AttorneyEntry, { lifted_if: lifting }: AttorneyParams): boolean =>
  (unresponsive === true && lifting.includes('attorney_unresponsive')) || (consents === true && lifting.includes('attorney_consents'));
