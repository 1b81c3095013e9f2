import { HOUR_MS, nextAt, wallMs, wallTimeMs } from '#domain/time/local.ts';
import type { Instant } from '#domain/time/clock.ts';

/** Hours come round daily: what is not shared within two days is not shared at all. */
const HORIZON_MS = 48 * HOUR_MS;

/**
 * The first moment from `from` on at which it is between two wall times in every zone of the debtor.
 * Where the zones share no such moment, the primary zone decides; whether it is lawful is the gate's to say.
 * @param from epoch ms, whole, on either calendar
 * @param zones never empty, the primary one first
 * @param hours [from, to), within one day
 * @returns epoch ms on the calendar `from` is on; never before `from`
 */
export function bestMoment(from: Instant, zones: readonly [string, ...string[]], hours: readonly [string, string]): Instant {
  return firstShared(from, zones, hours) ?? firstIn(from, zones[0], hours);
}

function firstShared(from: Instant, zones: readonly string[], hours: readonly [string, string]): Instant | undefined {
  let at = from;
  while (at <= from + HORIZON_MS) {
    const opens = Math.max(...zones.map((zone) => firstIn(at, zone, hours)));
    if (opens === at) return at;
    at = opens;
  }
  return undefined;
}

function firstIn(from: Instant, zone: string, [opens, closes]: readonly [string, string]): Instant {
  const now = wallMs(from, zone);
  if (now >= wallTimeMs(opens) && now < wallTimeMs(closes)) return from;
  return nextAt(from - 1, opens, zone);
}
