import type { Instant } from './clock.ts';
import { nextOffsetChange, offsetAt } from './zone.ts';

/** A calendar date, 'YYYY-MM-DD', in whatever zone the context names. */
export type LocalDate = string;

/** A wall time, 'HH:MM' or 'HH:MM:SS'; '24:00' ends a day. */
export type WallTime = string;

/** A distance in time: calendar days of a zone, or hours and minutes of 60 minutes and seconds each. */
export type Span = { readonly days: number } | { readonly hours: number } | { readonly minutes: number };

export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

/** The calendar date in a zone. @throws RangeError when the zone is unknown, as do all functions here that take one */
export const localDate = (at: Instant, zone: string): LocalDate => dateOf(epochDay(at, zone));

/** Days from 1970-01-01 to the calendar date in a zone: the cheap form for counting days. */
export const epochDay = (at: Instant, zone: string): number => Math.floor((at + offsetAt(at, zone)) / DAY_MS);

/** Milliseconds the wall clock shows since 00:00 (not elapsed time: on a day that skips an hour they differ). */
export const wallMs = (at: Instant, zone: string): number => modulo(at + offsetAt(at, zone), DAY_MS);

/** The wall time in a zone, 'HH:MM:SS'. */
export const localTime = (at: Instant, zone: string): WallTime => new Date(at + offsetAt(at, zone)).toISOString().slice(11, 19);

/** The weekday of a date. */
export const weekdayOf = (date: LocalDate): Weekday => weekdayOfDay(dayOf(date));

/** The weekday in a zone. */
export const localWeekday = (at: Instant, zone: string): Weekday => weekdayOfDay(epochDay(at, zone));

/** The date `days` later (earlier when negative). */
export const addDays = (date: LocalDate, days: number): LocalDate => dateOf(dayOf(date) + days);

/** Calendar days from one date to another; negative when `to` is earlier. */
export const daysBetween = (from: LocalDate, to: LocalDate): number => dayOf(to) - dayOf(from);

/** The first instant that carries this date in a zone: on a day without a midnight, the first that exists. */
export const startOfDay = (date: LocalDate, zone: string): Instant => startOfEpochDay(dayOf(date), zone);

/** As `startOfDay`, for a day counted from 1970-01-01. */
export function startOfEpochDay(day: number, zone: string): Instant {
  const midnight = resolve(day * DAY_MS, zone);
  return midnight.skipped ? midnight.resumesAt : midnight.at;
}

/** The instant at which this date ends in a zone: the start of the next one, itself outside. */
export const endOfDay = (date: LocalDate, zone: string): Instant => startOfEpochDay(dayOf(date) + 1, zone);

/**
 * The instant at which a zone's clocks show a date and wall time.
 * @returns epoch ms; shown twice: the first; never shown: as much later as the clocks skip (02:30 becomes 03:30)
 * @see RFC 5545 §3.3.5, the same choice
 */
export const instantAt = (date: LocalDate, time: WallTime, zone: string): Instant =>
  resolve(dayOf(date) * DAY_MS + wallTimeMs(time), zone).at;

/** The first instant after `after` at which a zone's clocks show a wall time (skipped by the clocks: see `instantAt`). */
export function nextAt(after: Instant, time: WallTime, zone: string): Instant {
  const today = epochDay(after, zone);
  for (let day = today; ; day++) {
    const at = resolve(day * DAY_MS + wallTimeMs(time), zone).at;
    if (at > after) return at;
  }
}

/** `at` moved on by a span; days keep the wall time of the zone, whatever its clocks do in between. */
export function addSpan(at: Instant, span: Span, zone: string): Instant {
  if ('hours' in span) return at + span.hours * HOUR_MS;
  if ('minutes' in span) return at + span.minutes * MINUTE_MS;
  if (span.days === 0) return at;
  return resolve(at + offsetAt(at, zone) + span.days * DAY_MS, zone).at;
}

/** Milliseconds from 00:00 to a wall time. @throws RangeError when it is none */
export function wallTimeMs(time: WallTime): number {
  const parts = /^([01]\d|2[0-3]|24(?=:00(?::00)?$)):([0-5]\d)(?::([0-5]\d))?$/.exec(time);
  if (!parts) throw new RangeError(`not a wall time: ${time}`);
  return Number(parts[1]) * HOUR_MS + Number(parts[2]) * MINUTE_MS + Number(parts[3] ?? 0) * 1000;
}

/** Days from 1970-01-01 to a date. @throws RangeError when it is none */
export function dayOf(date: LocalDate): number {
  const ms = /^\d{4}-\d{2}-\d{2}$/.test(date) ? Date.parse(`${date}T00:00:00Z`) : NaN;
  if (Number.isNaN(ms)) throw new RangeError(`not a date: ${date}`);
  return ms / DAY_MS;
}

/** The date that many days after 1970-01-01. */
export const dateOf = (day: number): LocalDate => new Date(day * DAY_MS).toISOString().slice(0, 10);

/** The weekday of a day counted from 1970-01-01, which was a Thursday. */
export const weekdayOfDay = (day: number): Weekday => WEEKDAYS[modulo(day + 3, 7)] ?? 'mon';

type Resolved =
  { readonly at: Instant; readonly skipped: false } | { readonly at: Instant; readonly skipped: true; readonly resumesAt: Instant };

/** `wall` is the wall clock read as if it were UTC. */
function resolve(wall: number, zone: string): Resolved {
  const before = offsetAt(wall - DAY_MS, zone);
  const after = offsetAt(wall + DAY_MS, zone);
  for (const offset of before > after ? [before, after] : [after, before]) {
    if (offsetAt(wall - offset, zone) === offset) return { at: wall - offset, skipped: false };
  }
  return { at: wall - before, skipped: true, resumesAt: nextOffsetChange(wall - after, zone) };
}

const modulo = (value: number, by: number): number => ((value % by) + by) % by;
