import { Temporal } from 'temporal-polyfill';
import type { Instant } from './clock.ts';

/** A stretch of time, [from, to), over which a zone keeps one offset from UTC. */
type Stretch = { readonly from: Instant; readonly to: Instant; readonly offsetMs: number };

// Asking the polyfill costs up to milliseconds and a zone's past does not change: each stretch is asked for once a process.
const stretches = new Map<string, Stretch[]>();

/**
 * How far local time in a zone is ahead of UTC.
 * @param zone IANA name, e.g. 'America/New_York'
 * @returns milliseconds; negative west of Greenwich
 * @throws RangeError when the zone is unknown
 */
export const offsetAt = (at: Instant, zone: string): number => stretchAt(at, zone).offsetMs;

/** The first instant, after `at`, at which the zone's offset changes; Infinity if it never does. */
export const nextOffsetChange = (at: Instant, zone: string): Instant => stretchAt(at, zone).to;

/** Whether the zone is known here. */
export function isZone(zone: string): boolean {
  try {
    offsetAt(0, zone);
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

function stretchAt(at: Instant, zone: string): Stretch {
  const known = stretches.get(zone) ?? [];
  const hit = known.find(({ from, to }) => from <= at && at < to);
  if (hit) return hit;
  const asked = askStretch(at, zone);
  stretches.set(zone, [...known, asked]);
  return asked;
}

function askStretch(at: Instant, zone: string): Stretch {
  const local = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
  // 'previous' is strictly before: asked from one millisecond later, a change at `at` itself begins the stretch.
  const start = local.add({ milliseconds: 1 }).getTimeZoneTransition('previous');
  return {
    from: start?.epochMilliseconds ?? -Infinity,
    to: local.getTimeZoneTransition('next')?.epochMilliseconds ?? Infinity,
    offsetMs: local.offsetNanoseconds / 1e6,
  };
}
