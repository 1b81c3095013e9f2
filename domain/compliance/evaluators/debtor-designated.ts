import type { Instant } from '#domain/time/clock.ts';
import { endOfDay, localDate, localWeekday } from '#domain/time/local.ts';
import type { Inconvenient } from '../facts.ts';
import { agreedHours, agreedNext, isWithin, nextStart } from '../hours.ts';
import { isReply } from '../replies.ts';
import { type Ask, type Evaluator, PASSES } from './evaluator.ts';

export type DesignatedParams = {
  readonly type: string;
  readonly reply_once: boolean;
  readonly consent_override: string | null;
  readonly consent_direct_only?: boolean;
};

/** Denies a moment or place the debtor called inconvenient, in any zone the debtor may be in. */
export const debtorDesignated: Evaluator<DesignatedParams> = {
  requires: () => ['zone'],
  uses: ['inconvenient', 'place', 'consents', 'history', 'inReplyTo'],
  judge(params, ask) {
    const { facts, at, zone } = ask;
    const against = facts.state.inconvenient.flatMap((entry) => {
      const zones = facts.zones.filter(({ tz }) => matches(entry, tz, ask));
      return zones.map(({ tz }) => passesAt(entry, tz, at));
    });
    if (against.length === 0 || (params.reply_once && isReply(facts, at))) return PASSES;
    const consents = agreedHours(params, ask);
    if (consents.some((consent) => isWithin(consent, at, zone))) return PASSES;
    const until = Math.min(Math.max(...against), agreedNext(consents, at, zone));
    return { passes: false, reason: 'inconvenient', until: until === Infinity ? undefined : until };
  },
};

function matches({ days, from, to, place, until }: Inconvenient, zone: string, { facts, at }: Ask): boolean {
  if (place !== undefined && place !== facts.attempt.place) return false;
  if (until !== undefined && localDate(at, zone) > until) return false;
  if (days && !days.includes(localWeekday(at, zone))) return false;
  return (from === undefined && to === undefined) || isWithin({ ...(from && { from }), ...(to && { to }) }, at, zone);
}

/** The first moment at which an entry that matches may not: its hours, its day or its last day end. */
function passesAt({ days, from, to, until }: Inconvenient, zone: string, at: Instant): Instant {
  const last = until === undefined ? Infinity : endOfDay(until, zone);
  if (!days && from === undefined && to === undefined) return last;
  return Math.min(last, nextStart(at, zone, () => ['00:00', ...(to === undefined || to === '24:00' ? [] : [to])]) ?? Infinity);
}
