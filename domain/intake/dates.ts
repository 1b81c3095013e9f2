import type { LocalDate } from '#domain/time/local.ts';

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const TOKEN = /yyyy|MMM|MM|M|dd|d/g;
const PATTERNS = new Map([
  ['yyyy', '(?<year>\\d{4})'],
  ['MMM', `(?<month>${MONTHS.join('|')})`],
  ['MM', '(?<month>\\d{2})'],
  ['M', '(?<month>\\d{1,2})'],
  ['dd', '(?<day>\\d{2})'],
  ['d', '(?<day>\\d{1,2})'],
]);
const EXCEL_DAY_ZERO = Date.UTC(1899, 11, 30);
const DAY_MS = 86_400_000;

/** Whether a format names year, month and day once each; `excel` is the day count of spreadsheets. */
export function isDateFormat(format: string): boolean {
  if (format === 'excel') return true;
  const named = (format.match(TOKEN) ?? []).map((token) => token[0]).sort();
  return named.join('') === 'Mdy';
}

/**
 * The day a cell names, by the first format that fits the cell and names a real day.
 * @param text a cleaned cell
 * @param formats made of yyyy MM M dd d MMM and literal characters, or `excel` (5-digit days since 1899-12-30)
 */
export function readDate(text: string, formats: readonly string[]): LocalDate | undefined {
  for (const format of formats) {
    const day = format === 'excel' ? excelDay(text) : dayIn(text, format);
    if (day) return day;
  }
  return undefined;
}

function excelDay(text: string): LocalDate | undefined {
  return /^\d{5}$/.test(text) ? new Date(EXCEL_DAY_ZERO + Number(text) * DAY_MS).toISOString().slice(0, 10) : undefined;
}

const compiled = new Map<string, RegExp>();
function patternOf(format: string): RegExp {
  const known = compiled.get(format);
  if (known) return known;
  const source = format
    .normalize('NFKC')
    .split(/(yyyy|MMM|MM|M|dd|d)/)
    .map((part) => PATTERNS.get(part) ?? part.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&'))
    .join('');
  const pattern = new RegExp(`^${source}$`, 'i');
  compiled.set(format, pattern);
  return pattern;
}

function dayIn(text: string, format: string): LocalDate | undefined {
  const found = patternOf(format).exec(text)?.groups;
  if (!found) return undefined;
  const named = MONTHS.indexOf((found['month'] ?? '').toLowerCase());
  const month = named < 0 ? Number(found['month']) : named + 1;
  return realDay(Number(found['year']), month, Number(found['day']));
}

function realDay(year: number, month: number, day: number): LocalDate | undefined {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  if (year < 1 || date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return undefined;
  return date.toISOString().slice(0, 10);
}

/** Full years between two days, as a birthday counts them. */
export function ageOn(bornOn: LocalDate, on: LocalDate): number {
  const years = Number(on.slice(0, 4)) - Number(bornOn.slice(0, 4));
  return on.slice(5) < bornOn.slice(5) ? years - 1 : years;
}
