import { addDays, localDate, weekdayOf, type Weekday } from '#domain/time/local.ts';
import type { Instant } from '#domain/time/clock.ts';
import type { Language } from './traits.ts';

const NAMES: Record<Language, Record<Weekday, string>> = {
  en: {
    mon: 'on Monday',
    tue: 'on Tuesday',
    wed: 'on Wednesday',
    thu: 'on Thursday',
    fri: 'on Friday',
    sat: 'on Saturday',
    sun: 'on Sunday',
  },
  es: { mon: 'el lunes', tue: 'el martes', wed: 'el miércoles', thu: 'el jueves', fri: 'el viernes', sat: 'el sábado', sun: 'el domingo' },
};

/**
 * A day so many days after `said`, in words. The debtor's zone is unknown here, so a weekday is named only at hours at
 * which every state of the US writes the same date.
 */
export function dayWords(said: Instant, days: number, language: Language): string {
  if (days === 1) return language === 'es' ? 'mañana' : 'tomorrow';
  const date = localDate(said, 'America/New_York');
  if (days < 7 && date === localDate(said, 'Pacific/Honolulu')) return NAMES[language][weekdayOf(addDays(date, days))];
  return language === 'es' ? `en ${days} días` : `in ${days} days`;
}
