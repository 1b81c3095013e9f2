import type { Instant } from '#domain/time/clock.ts';
import { DAY_MS, type WallTime, epochDay, wallMs, wallTimeMs } from '#domain/time/local.ts';
import { nextOffsetChange } from '#domain/time/zone.ts';
import { liveConsents } from './consents.ts';
import type { Consent, GateFacts } from './facts.ts';

/** Hours of a day, [start, end). */
export type Slot = readonly [start: WallTime, end: WallTime];

const SEARCHED_DAYS = 400;

/** Whether a wall clock, in ms since 00:00, stands inside a slot. */
export const contains = ([start, end]: Slot, wall: number): boolean => wallTimeMs(start) <= wall && wall < wallTimeMs(end);

/** Whether a zone's wall clock stands within hours that may run over midnight; either end may be open. */
export function isWithin({ from, to }: Pick<Consent, 'from' | 'to'>, at: Instant, zone: string): boolean {
  const start = from ?? '00:00';
  const end = to ?? '24:00';
  const wall = wallMs(at, zone);
  return start < end ? contains([start, end], wall) : contains([start, '24:00'], wall) || contains(['00:00', end], wall);
}

/** The next moment at which a wall clock reaches one of a day's starts, or is turned, which may put it past one. */
export function nextStart(at: Instant, zone: string, startsOn: (day: number) => readonly WallTime[]): Instant | undefined {
  const today = epochDay(at, zone);
  const turned = nextOffsetChange(at, zone);
  for (let day = today; day <= today + SEARCHED_DAYS; day++) {
    const waits = startsOn(day).map((start) => (day - today) * DAY_MS + wallTimeMs(start) - wallMs(at, zone));
    const next = at + Math.min(...waits.filter((wait) => wait > 0));
    if (next !== Infinity) return Math.min(next, turned);
  }
  return undefined;
}

type Override = { readonly consent_override: string | null; readonly consent_direct_only?: boolean };
type Moment = { readonly facts: GateFacts; readonly at: Instant };

/** Consents by which the debtor lifted a rule on time, for all hours or some. */
export const agreedHours = ({ consent_override: type, consent_direct_only: direct }: Override, { facts, at }: Moment): Consent[] =>
  type ? liveConsents(facts, type, at).filter(({ givenTo }) => !direct || givenTo !== 'creditor') : [];

/** The next moment at which hours of a consent may begin; Infinity when none has any. */
export const agreedNext = (consents: readonly Consent[], at: Instant, zone: string): Instant =>
  Math.min(...consents.map(({ from }) => nextStart(at, zone, () => [from ?? '00:00']) ?? Infinity));
