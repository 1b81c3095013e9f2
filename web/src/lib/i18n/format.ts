import { minorDigits } from '#domain/intake/currencies.ts';
import { getLocale, type Locale } from './messages.ts';
import { localDate } from '#domain/time/local.ts';

const TAG: Record<Locale, string> = { en: 'en-GB', zh: 'zh-CN' };
const formats = new Map<string, Intl.DateTimeFormat>();

/** Building a format costs a hundred times what using it does, and a queue uses it some five hundred times. */
function format(options: Intl.DateTimeFormatOptions, locale: Locale): Intl.DateTimeFormat {
  const key = `${locale} ${JSON.stringify(options)}`;
  const known = formats.get(key) ?? new Intl.DateTimeFormat(TAG[locale], options);
  formats.set(key, known);
  return known;
}

/** '20:12' in the zone named. */
export const hour = (at: number, zone: string) =>
  format({ timeZone: zone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }, getLocale()).format(at);

export const weekday = (at: number, zone: string) => format({ timeZone: zone, weekday: 'short' }, getLocale()).format(at);

/** 'Tue 1 Dec', '12月1日 周二'. */
export function day(at: number, zone: string): string {
  const locale = getLocale();
  const date = format({ timeZone: zone, day: 'numeric', month: locale === 'zh' ? 'long' : 'short' }, locale).format(at);
  return locale === 'zh' ? `${date} ${weekday(at, zone)}` : `${weekday(at, zone)} ${date}`;
}

/** A local date 'YYYY-MM-DD' has no zone: it reads the same everywhere. */
export const localDay = (on: string) => day(Date.parse(`${on}T00:00:00Z`), 'UTC');

const SIX_DAYS = 6 * 86_400_000;

/** As short as it can be understood: '20:12' today, 'Wed 08:00' this week, 'Mon 7 Dec 08:00' beyond. */
export function moment(at: number, zone: string, now: number): string {
  if (localDate(at, zone) === localDate(now, zone)) return hour(at, zone);
  return `${Math.abs(at - now) < SIX_DAYS ? weekday(at, zone) : day(at, zone)} ${hour(at, zone)}`;
}

/** 'Jacksonville' has no zone of its own; 'New York' is the honest name of what the gate reads. */
export const zoneCity = (zone: string) => (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ');

export const zoneOffset = (at: number, zone: string) =>
  (
    format({ timeZone: zone, timeZoneName: 'shortOffset' }, 'en')
      .formatToParts(at)
      .find((p) => p.type === 'timeZoneName')?.value ?? ''
  )
    .replace('GMT', 'UTC')
    .replace('-', '−');

/** '872.62': minor units by the currency's own digits, so 245000 JPY and 87262 USD both read right. */
export function amount(minor: number, currency: string): string {
  const digits = minorDigits(currency) ?? 2;
  const shown = new Intl.NumberFormat(TAG[getLocale()], { minimumFractionDigits: digits, maximumFractionDigits: digits });
  return shown.format(minor / 10 ** digits).replace('-', '−');
}

/** '0:26', '2:10', '18:04', '3 h 05': a wait, read at a glance. Seconds are real seconds. */
export function elapsed(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const two = (n: number) => String(n).padStart(2, '0');
  if (whole < 3600) return `${Math.floor(whole / 60)}:${two(whole % 60)}`;
  return `${Math.floor(whole / 3600)} h ${two(Math.floor((whole % 3600) / 60))}`;
}

/** A reason that stands alone begins a sentence. */
export const sentence = (words: string) => words.charAt(0).toUpperCase() + words.slice(1);

/** Up to two letters, or the family name of a Chinese one. */
export function initials(name: string): string {
  if (/^\p{Script=Han}/u.test(name)) return name.slice(0, 1);
  const words = name.split(/\s+/).filter(Boolean);
  return ((words[0]?.[0] ?? '') + (words.length > 1 ? (words.at(-1)?.[0] ?? '') : '')).toUpperCase();
}

/** 'Spanish', '西班牙语'; an unknown tag stands for itself. */
export function languageName(tag: string): string {
  try {
    return new Intl.DisplayNames([TAG[getLocale()]], { type: 'language' }).of(tag) ?? tag;
  } catch (error) {
    if (error instanceof RangeError) return tag;
    throw error;
  }
}
