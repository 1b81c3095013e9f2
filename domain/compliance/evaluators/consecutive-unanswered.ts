import type { HistoryEvent } from '../facts.ts';
import { type Evaluator, PASSES } from './evaluator.ts';

export type UnansweredParams = { readonly type: string; readonly limit: number; readonly channels: readonly string[] };

/** Denies after so many messages since the person last wrote. */
export const consecutiveUnanswered: Evaluator<UnansweredParams> = {
  requires: () => [],
  uses: ['history'],
  judge({ limit, channels }, { facts: { attempt, history } }) {
    const exchanged = history.filter(({ channel, personId }) => channels.includes(channel) && personId === attempt.personId);
    const heardAt = Math.max(...exchanged.filter(({ direction }) => direction === 'in').map(({ at }) => at));
    const unanswered = exchanged.filter((event) => isSent(event) && event.at >= heardAt);
    const counted = unanswered.map(({ id, outcome }) => ({ id, outcome }));
    return unanswered.length < limit ? { ...PASSES, counted } : { passes: false, reason: 'unanswered', counted };
  },
};

const isSent = ({ direction, outcome }: HistoryEvent): boolean => direction === 'out' && outcome !== 'failed';
