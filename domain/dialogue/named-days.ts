import { addDays, daysBetween, weekdayOf, WEEKDAYS, type LocalDate } from '../time/local.ts';

/** The first day of that weekday (0 is Monday) after today. */
export function firstAfter(today: LocalDate, weekday: number): LocalDate {
  const ahead = (weekday - WEEKDAYS.indexOf(weekdayOf(today)) + 7) % 7;
  return addDays(today, ahead === 0 ? 7 : ahead);
}

/** That weekday of the next week; weeks begin on Monday. */
export const weekAfter = (today: LocalDate, weekday: number) => addDays(today, 7 - WEEKDAYS.indexOf(weekdayOf(today)) + weekday);

/** So many days, weeks or months from today; the unit in English or Spanish. */
export function later(today: LocalDate, count: number, unit: string): LocalDate | undefined {
  if (!Number.isInteger(count)) return undefined;
  if (/^(?:week|semana)/.test(unit)) return addDays(today, 7 * count);
  if (/^d/.test(unit)) return addDays(today, count);
  const [year, month, day] = parts(today);
  const index = month - 1 + count;
  return inMonth(`${year + Math.floor(index / 12)}-${two((index % 12) + 1)}-01`, day);
}

/** The day of that month, or the month's last when it has fewer. */
export function inMonth(month: LocalDate, day: number): LocalDate | undefined {
  if (day < 1 || day > 31) return undefined;
  const [year, number] = parts(month);
  for (let last = day; last > 27; last--) {
    const date = exact(year, number, last);
    if (date) return date;
  }
  return exact(year, number, day);
}

/** The next day with that number, today included; "the 31st" of a shorter month is no day. */
export function dayOfMonth(today: LocalDate, day: number): LocalDate | undefined {
  const [year, month] = parts(today);
  const here = exact(year, month, day);
  if (here && here >= today) return here;
  const [nextYear, next] = parts(nextMonth(today));
  return exact(nextYear, next, day);
}

export function nextMonth(date: LocalDate): LocalDate {
  const [year, month] = parts(date);
  return month === 12 ? `${year + 1}-01-01` : `${year}-${two(month + 1)}-01`;
}

/** "12/05" and "12/05/26". */
export function numeric(
  a: number,
  b: number,
  year: number | undefined,
  { today, monthFirst }: { today: LocalDate; monthFirst: boolean },
): LocalDate | undefined {
  const [month, day] = a > 12 ? [b, a] : b > 12 || monthFirst ? [a, b] : [b, a];
  return inYear(today, month, day, year === undefined ? undefined : String(2000 + year));
}

const SOON_DAYS = 300;
/** In the year named, or the next time it comes round; a day just gone by is rather a slip than meant for next year. */
export function inYear(today: LocalDate, month: number, day: number, year?: string): LocalDate | undefined {
  if (year) return exact(Number(year), month, day);
  const [thisYear] = parts(today);
  const date = exact(thisYear, month, day);
  const next = date && date >= today ? date : exact(thisYear + 1, month, day);
  return next && daysBetween(today, next) <= SOON_DAYS ? next : undefined;
}

/** That date, if the calendar has it. */
export function exact(year: number, month: number, day: number): LocalDate | undefined {
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day
    ? date.toISOString().slice(0, 10)
    : undefined;
}

const two = (number: number) => String(number).padStart(2, '0');
function parts(date: LocalDate): [year: number, month: number, day: number] {
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number);
  return [year, month, day];
}
