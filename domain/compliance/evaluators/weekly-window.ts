import type { Instant } from '#domain/time/clock.ts';
import { DAY_MS, type WallTime, type Weekday, dateOf, epochDay, wallMs, wallTimeMs, weekdayOfDay } from '#domain/time/local.ts';
import { nextOffsetChange } from '#domain/time/zone.ts';
import { liveConsents } from '../consents.ts';
import type { Consent, GateFacts } from '../facts.ts';
import { type Ask, type Evaluator, PASSES } from './evaluator.ts';

type Slot = readonly [start: WallTime, end: WallTime];

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

const SEARCHED_DAYS = 400;

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
    const consents = consented(params, ask);
    if (consents.some((consent) => isWithinHours(consent, ask.at, ask.zone))) return PASSES;
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
  const byConsent = consents.flatMap(({ from }) => nextStart(at, zone, () => [from ?? '00:00']) ?? []);
  const regular = openings.some((opening) => opening === undefined)
    ? Infinity
    : Math.max(...openings.map((opening) => opening ?? Infinity));
  const first = Math.min(regular, ...byConsent);
  return first === Infinity ? undefined : first;
}

/** The next moment at which a wall clock reaches one of a day's starts, or is turned, which may put it past one. */
function nextStart(at: Instant, zone: string, startsOn: (day: number) => readonly WallTime[]): Instant | undefined {
  const today = epochDay(at, zone);
  const turned = nextOffsetChange(at, zone);
  for (let day = today; day <= today + SEARCHED_DAYS; day++) {
    const waits = startsOn(day).map((start) => (day - today) * DAY_MS + wallTimeMs(start) - wallMs(at, zone));
    const next = at + Math.min(...waits.filter((wait) => wait > 0));
    if (next !== Infinity) return Math.min(next, turned);
  }
  return undefined;
}

function slotsOn(day: number, { windows, holiday_windows: onHolidays }: WeeklyWindowParams, { holidays }: GateFacts): readonly Slot[] {
  return onHolidays && holidays?.includes(dateOf(day)) ? onHolidays : windows[weekdayOfDay(day)];
}

const contains = ([start, end]: Slot, wall: number): boolean => wallTimeMs(start) <= wall && wall < wallTimeMs(end);

const isLongOverdue = ({ past_due_override_days: days }: WeeklyWindowParams, { attempt, debts }: GateFacts): boolean =>
  days !== undefined && attempt.debts.length > 0 && attempt.debts.every((id) => (debts[id]?.daysPastDue ?? 0) > days);

const consented = ({ consent_override: type, consent_direct_only: direct }: WeeklyWindowParams, { facts, at }: Ask): Consent[] =>
  type ? liveConsents(facts, type, at).filter(({ givenTo }) => !direct || givenTo !== 'creditor') : [];

function isWithinHours({ from, to }: Consent, at: Instant, zone: string): boolean {
  const start = from ?? '00:00';
  const end = to ?? '24:00';
  const wall = wallMs(at, zone);
  return start < end ? contains([start, end], wall) : contains([start, '24:00'], wall) || contains(['00:00', end], wall);
}
