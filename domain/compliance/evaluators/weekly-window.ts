import type { Instant } from '#domain/time/clock.ts';
import { type Weekday, dateOf, epochDay, wallMs, weekdayOfDay } from '#domain/time/local.ts';
import type { Consent, GateFacts } from '../facts.ts';
import { type Slot, agreedHours, agreedNext, contains, isWithin, nextStart } from '../hours.ts';
import { type Ask, type Evaluator, PASSES } from './evaluator.ts';

export type WeeklyWindowParams = {
  readonly type: string;
  /** 'all': legal in every zone the debtor may be in; 'primary': in the first. */
  readonly tz_policy: 'all' | 'primary';
  readonly windows: Readonly<Record<Weekday, readonly Slot[]>>;
  /** null: holidays are ordinary; []: closed; a list: other hours. */
  readonly holiday_windows: readonly Slot[] | null;
  readonly consent_override: string | null;
  readonly consent_direct_only?: boolean;
  readonly past_due_override_days?: number;
};

/** Denies outside every [start, end) slot of the local weekday. */
export const weeklyWindow: Evaluator<WeeklyWindowParams> = {
  requires: ({ holiday_windows: onHolidays }) => (onHolidays ? ['zone', 'holidays'] : ['zone']),
  uses: ['consents', 'daysPastDue'],
  judge(params, ask) {
    if (isLongOverdue(params, ask.facts)) return PASSES;
    const zones = params.tz_policy === 'all' ? ask.facts.zones.map(({ tz }) => tz) : [ask.zone];
    const closed = zones.filter(
      (zone) => !slotsOn(epochDay(ask.at, zone), params, ask.facts).some((slot) => contains(slot, wallMs(ask.at, zone))),
    );
    if (closed.length === 0) return PASSES;
    const consents = agreedHours(params, ask);
    if (consents.some((consent) => isWithin(consent, ask.at, ask.zone))) return PASSES;
    return { passes: false, reason: 'outside-hours', until: reopens(closed, consents, params, ask) };
  },
};

/** Each closed zone stays closed until its next slot begins; the hours a consent adds may come first. */
function reopens(
  closed: readonly string[],
  consents: readonly Consent[],
  params: WeeklyWindowParams,
  { facts, at, zone }: Ask,
): Instant | undefined {
  const openings = closed.map((tz) => nextStart(at, tz, (day) => slotsOn(day, params, facts).map(([start]) => start)));
  const regular = openings.some((opening) => opening === undefined)
    ? Infinity
    : Math.max(...openings.map((opening) => opening ?? Infinity));
  const first = Math.min(regular, agreedNext(consents, at, zone));
  return first === Infinity ? undefined : first;
}

function slotsOn(day: number, { windows, holiday_windows: onHolidays }: WeeklyWindowParams, { holidays }: GateFacts): readonly Slot[] {
  return onHolidays && holidays?.includes(dateOf(day)) ? onHolidays : windows[weekdayOfDay(day)];
}

const isLongOverdue = ({ past_due_override_days: days }: WeeklyWindowParams, { attempt, debts }: GateFacts): boolean =>
  days !== undefined && attempt.debts.length > 0 && attempt.debts.every((id) => (debts[id]?.daysPastDue ?? 0) > days);
