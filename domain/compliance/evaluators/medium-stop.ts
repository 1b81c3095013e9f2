import { isReply } from '../replies.ts';
import type { Stop } from '../facts.ts';
import { type Ask, type Evaluator, PASSES } from './evaluator.ts';

export type MediumStopParams = {
  readonly type: string;
  readonly reply_once: boolean;
  readonly exempt_purposes: readonly string[];
};

/** Denies while the person, or whoever has the address, has asked not to be contacted this way. */
export const mediumStop: Evaluator<MediumStopParams> = {
  requires: () => [],
  uses: ['stops', 'history', 'inReplyTo'],
  judge(params, ask) {
    const stops = ask.facts.state.stops.filter((stop) => isInForce(stop, ask));
    const blocking = stops.filter((stop) => !isExempt(stop, params, ask));
    return blocking.length === 0 ? PASSES : { passes: false, reason: 'stopped' };
  },
};

function isInForce({ channel, address, at, liftedAt }: Stop, { facts, at: now }: Ask): boolean {
  if (now < at || (liftedAt !== undefined && liftedAt <= now)) return false;
  if (channel !== '*' && channel !== facts.attempt.channel) return false;
  // An attempt whose address is not known may be to this one.
  return address === undefined || facts.attempt.address === undefined || address === facts.attempt.address;
}

function isExempt(stop: Stop, { reply_once: replies, exempt_purposes: purposes }: MediumStopParams, { facts, at }: Ask): boolean {
  const { attempt, history } = facts;
  // The words that stop are no invitation: only what the person wrote after them can be answered.
  if (replies && attempt.inReplyTo && attempt.inReplyTo.at > stop.at && isReply(facts, at)) return true;
  if (!purposes.includes(attempt.purpose)) return false;
  if (attempt.purpose !== 'opt_out_confirmation') return true;
  return !history.some(
    (event) =>
      event.direction === 'out' &&
      event.personId === attempt.personId &&
      event.outcome !== 'failed' &&
      event.at >= stop.at &&
      event.flags?.includes('opt_out_confirmation'),
  );
}
