import type { Instant } from '#domain/time/clock.ts';
import { addDays, type LocalDate } from '#domain/time/local.ts';

const LAST_MOMENT = 8.64e15;

/** Whether a figure from outside is a moment a calendar can show. */
export const isMoment = (at: Instant | undefined): at is Instant => Number.isSafeInteger(at) && Math.abs(Number(at)) <= LAST_MOMENT;

/** Whether a text from outside is a day of the calendar: '2026-02-30' is none. */
export const isDay = (date: LocalDate): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(date) && Number.isFinite(Date.parse(`${date}T00:00:00Z`)) && addDays(date, 0) === date;
