import Holidays from 'date-holidays';

const YEARS = [2026, 2027, 2028];

/** Public holidays of a country, with the days that stand in for one on a weekend. */
export function publicHolidays(country: string): { day: string; name: string }[] {
  const calendar = new Holidays(country);
  const days = YEARS.flatMap((year) => calendar.getHolidays(year))
    .filter(({ type }) => type === 'public')
    .map(({ date, name }) => ({ day: date.slice(0, 10), name }));
  return [...new Map(days.map((holiday) => [holiday.day, holiday])).values()];
}
