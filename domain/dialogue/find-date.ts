import { addDays, WEEKDAYS, type LocalDate } from '../time/local.ts';
import { dayOfMonth, exact, firstAfter, inMonth, inYear, later, nextMonth, numeric, weekAfter } from './named-days.ts';

/** Dates named in a text, the text without them, and whether one of them is no date at all ("2/30", "last friday"). */
export type FoundDates = { dates: LocalDate[]; rest: string; unreadable: boolean };
type Context = { today: LocalDate; monthFirst: boolean };
type Rule = { pattern: RegExp; read: (match: string[], context: Context) => LocalDate | undefined };

/**
 * Reads the days that a text names, in English, Spanish and Chinese.
 * @param plain as `normalise` gives it
 * @param context `today` in the debtor's zone; `monthFirst`: 12/05 is the fifth of December
 * @returns dates never before today, each once; a weekday is the first one after today, "next friday" the one of next week
 */
export function findDates(plain: string, context: Context): FoundDates {
  const dates = new Set<LocalDate>();
  let unreadable = false;
  let rest = plain.replace(MORNINGS, ' ');
  for (const { pattern, read } of RULES) {
    rest = rest.replace(pattern, (...match: unknown[]) => {
      const words = match.map((word) => (typeof word === 'string' ? word : ''));
      const date = read(words, context);
      if (date === undefined || date < context.today) unreadable = true;
      else dates.add(date);
      return ' ';
    });
  }
  return { dates: [...dates], rest, unreadable };
}

/** "Mañana por la mañana": one of them is no tomorrow. */
const MORNINGS = /\b(?:por|en|de) la manana\b/g;

const EN_MONTHS =
  'jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?';
const ES_MONTHS = 'enero|febrero|marzo|abril|mayo|junio|julio|agosto|sep?tiembre|octubre|noviembre|diciembre';
const MONTH_STARTS = ['jan|ene', 'feb', 'mar', 'apr|abr', 'may', 'jun', 'jul', 'aug|ago', 'sep|set', 'oct', 'nov', 'dec|dic'].map(
  (start) => new RegExp(`^(?:${start})`),
);
const monthOf = (name: string) => MONTH_STARTS.findIndex((start) => start.test(name)) + 1;

const EN_DAYS = 'monday|tuesday|wednesday|thursday|friday|saturday|sunday|mon|tues?|weds?|thurs?|thu|fri';
const ES_DAYS = ['lunes', 'martes', 'miercoles', 'jueves', 'viernes', 'sabado', 'domingo'];
const ZH_DAYS = '一二三四五六日天';
const NUMBERS: Record<string, number> = {
  a: 1,
  an: 1,
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  couple: 2,
  un: 1,
  una: 1,
  dos: 2,
  tres: 3,
  cuatro: 4,
  cinco: 5,
  seis: 6,
  siete: 7,
  ocho: 8,
  nueve: 9,
  diez: 10,
  quince: 15,
  一: 1,
  两: 2,
  二: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
  十: 10,
};
const COUNT = String.raw`(\d{1,3}|an?(?: couple(?: of)?)?|one|two|three|four|five|six|seven|eight|nine|ten|una?|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|quince)`;
const countOf = (word: string): number => NUMBERS[word.replace(/^an? couple.*/, 'couple')] ?? Number(word);

const RULES: Rule[] = [
  { pattern: /\b(20\d\d)-(\d{1,2})-(\d{1,2})\b/g, read: ([, year, month, day]) => exact(Number(year), Number(month), Number(day)) },
  {
    pattern: /(?<![\d/.,$€£])(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})(?![\d/])/g,
    read: ([, a, , b, year], context) => numeric(Number(a), Number(b), Number(year) % 2000, context),
  },
  {
    pattern: /(?<![\d/.,$€£])(?!1\/2\b(?<!\b(?:on|by|the|el) 1\/2))(\d{1,2})\/(\d{1,2})(?![\d/])/g,
    read: ([, a, b], context) => numeric(Number(a), Number(b), undefined, context),
  },
  {
    pattern: new RegExp(String.raw`\b(${EN_MONTHS})\.? (\d{1,2})(?:st|nd|rd|th)?\b(?:,? (20\d\d)\b)?`, 'g'),
    read: ([, month, day, year], { today }) => inYear(today, monthOf(month ?? ''), Number(day), year),
  },
  {
    pattern: new RegExp(
      String.raw`\b(\d{1,2})(?:st|nd|rd|th|ro)? (?:of |de )?(${EN_MONTHS}|${ES_MONTHS})\b(?:,? (?:del? )?(20\d\d)\b)?`,
      'g',
    ),
    read: ([, day, month, year], { today }) => inYear(today, monthOf(month ?? ''), Number(day), year),
  },
  { pattern: /(\d{1,2})月(\d{1,2})[日号]?/g, read: ([, month, day], { today }) => inYear(today, Number(month), Number(day)) },
  { pattern: /(?:下个?月)(\d{1,2})[号日]/g, read: ([, day], { today }) => inMonth(nextMonth(today), Number(day)) },
  { pattern: /(?:这个?月|本月)?(\d{1,2})[号日](?!码)/g, read: ([, day], { today }) => dayOfMonth(today, Number(day)) },

  { pattern: /\bday after (?:tomorrow|tmrw|tmr)\b|\bpasado manana\b|(?<!大)后天/g, read: (_, { today }) => addDays(today, 2) },
  { pattern: /大后天/g, read: (_, { today }) => addDays(today, 3) },
  {
    pattern: /\b(?:tomorr?ow|tommorr?ow|tmrw|tmrow|tmr|tmw|2moro?w?|manana)\b|明天|明日|明儿|明晚|明早/g,
    read: (_, { today }) => addDays(today, 1),
  },
  {
    pattern: /\b(?:today|tonight|this (?:morning|afternoon|evening)|hoy|esta (?:tarde|noche))\b|今天|今日|今晚/g,
    read: (_, { today }) => today,
  },
  {
    pattern: new RegExp(String.raw`\b(?:in|within|en|dentro de) ${COUNT} (days?|weeks?|months?|dias?|semanas?|mes(?:es)?)\b`, 'g'),
    read: ([, count, unit], { today }) => later(today, countOf(count ?? ''), unit ?? ''),
  },
  {
    pattern: new RegExp(String.raw`\b${COUNT} (days?|weeks?|months?) from (?:now|today)\b`, 'g'),
    read: ([, count, unit], { today }) => later(today, countOf(count ?? ''), unit ?? ''),
  },
  {
    pattern: /(\d{1,3}|[一二两三四五六七八九十])天(?:之后|以后|之内|以内|后|内)/g,
    read: ([, count], { today }) => addDays(today, countOf(count ?? '')),
  },
  {
    pattern: /\b(?:end of (?:the |this )?month|month end|eom|(?:a )?(?:fin|finales|final) de(?:l)? mes)\b|月底/g,
    read: (_, { today }) => inMonth(today, 31),
  },
  {
    pattern: /\b(?:the )?(\d{1,2})(?:st|nd|rd|th) of next month\b|\b(?:el )?(\d{1,2}) del (?:proximo mes|mes que viene)\b/g,
    read: ([, en, es], { today }) => inMonth(nextMonth(today), Number(en || es)),
  },
  { pattern: /\b(?:the )?(?:1st|first) of the month\b/g, read: (_, { today }) => dayOfMonth(today, 1) },
  {
    pattern: /\b(?:the )?(\d{1,2})(?:st|nd|rd|th)(?: of (?:the|this) month)?\b/g,
    read: ([, day], { today }) => dayOfMonth(today, Number(day)),
  },
  {
    pattern: /\b(?:on|by) the (\d{1,2})\b(?![.,/:]?\d| ?(?:dollars|bucks|usd))|\bel (?:dia )?(\d{1,2})\b(?![.,/:]?\d| ?(?:dolares|pesos))/g,
    read: ([, en, es], { today }) => dayOfMonth(today, Number(en || es)),
  },

  {
    pattern: new RegExp(
      String.raw`\b(?:last|past|after|since|pasado) (?:${EN_DAYS})\b|\b(?:${ES_DAYS.join('|')}) pasado\b|\bdespues del (?:${ES_DAYS.join('|')})\b`,
      'g',
    ),
    read: () => undefined,
  },
  { pattern: new RegExp(String.raw`\bnext (${EN_DAYS}|sat|sun)\b`, 'g'), read: ([, day], { today }) => weekAfter(today, enDay(day ?? '')) },
  {
    pattern: new RegExp(String.raw`\b(?:(?:this|on|by|before|until) )?(?:coming )?(${EN_DAYS})\b`, 'g'),
    read: ([, day], { today }) => firstAfter(today, enDay(day ?? '')),
  },
  { pattern: /\b(?:this|on|by|before|until) (sat|sun)\b/g, read: ([, day], { today }) => firstAfter(today, enDay(day ?? '')) },
  {
    pattern: new RegExp(String.raw`\b(?:el |este |proximo )*(${ES_DAYS.join('|')})(?: que viene| proximo)?\b`, 'g'),
    read: ([, day], { today }) => firstAfter(today, ES_DAYS.indexOf(day ?? '')),
  },
  { pattern: /下(?:个)?(?:周|星期|礼拜)([一二三四五六日天])/g, read: ([, day], { today }) => weekAfter(today, zhDay(day ?? '')) },
  { pattern: /(?:这|本)?(?:个)?(?:周|星期|礼拜)([一二三四五六日天])/g, read: ([, day], { today }) => firstAfter(today, zhDay(day ?? '')) },
];
const enDay = (name: string) => WEEKDAYS.findIndex((day) => name.startsWith(day));
const zhDay = (sign: string) => Math.min(ZH_DAYS.indexOf(sign), 6);
