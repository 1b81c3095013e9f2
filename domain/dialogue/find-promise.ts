import type { LocalDate } from '../time/local.ts';
import { findAmounts } from './find-amount.ts';
import { findDates } from './find-date.ts';
import { sentences, type Normal } from './normalise.ts';

export type FoundPromise = { amountMinor?: number; dueOn?: LocalDate };
export type PromiseContext = { today: LocalDate; locale?: string; currency: string };

/** An SMS has at most 1,600 characters; whatever is longer is no promise. */
const LONGEST = 1600;

/**
 * A promise to pay with its amount and day as far as they are named; undefined when nothing certain is promised.
 * Denied, asked, doubtful, conditional and partial promises ("half", "some"), two amounts or two days are not certain.
 */
export function findPromise({ plain }: Normal, context: PromiseContext): FoundPromise | undefined {
  if (plain.length > LONGEST || VAGUE_AMOUNT.test(plain) || HEDGED.test(plain)) return undefined;
  const said = clauses(plain).filter((clause) => !isDenied(clause) && !isAsked(clause));
  const read = said.map((clause) => readClause(clause, context));
  const promising = read.filter(({ pays, bare }) => pays || bare);
  if (promising.some(({ unreadable, conditional }) => unreadable || conditional)) return undefined;
  const [amountMinor, ...amounts] = new Set(promising.flatMap(({ amountsMinor }) => amountsMinor));
  const [dueOn, ...days] = new Set(promising.flatMap(({ dates }) => dates));
  if (amounts.length > 0 || days.length > 0) return undefined;
  if (amountMinor === undefined && dueOn === undefined) return undefined;
  if (!read.some(({ pays }) => pays) && (amountMinor === undefined || dueOn === undefined)) return undefined;
  return { ...(amountMinor !== undefined && { amountMinor }), ...(dueOn !== undefined && { dueOn }) };
}

function readClause(clause: string, { today, locale, currency }: PromiseContext) {
  const { dates, rest, unreadable } = findDates(clause, { today, monthFirst: isMonthFirst(locale, currency) });
  const amounts = findAmounts(rest, currency, usesDecimalComma(locale));
  const weak = amounts.amountsMinor.length > 0 && WEAK_PAY.test(clause);
  return {
    dates,
    amountsMinor: amounts.amountsMinor,
    unreadable: unreadable || amounts.unreadable,
    conditional: CONDITIONAL.test(clause) || (WHEN.test(clause) && dates.length === 0),
    pays: (PAY.test(clause) && !OTHERS_PAY.test(clause)) || weak,
    bare: rest.replace(BARE_WORDS, '').replace(/[^\p{L}]/gu, '') === '',
  };
}

const clauses = (plain: string) =>
  sentences(
    plain.replace(/\b(?:dont worry|no worries|no problem|no se preocupen?|no hay problema)\b|不好意思|没问题|没关系/g, ' '),
  ).flatMap((sentence) => sentence.split(/\bbut\b|\bhowever\b|\bpero\b|但是?|不过|可是/));

const PAY =
  /\bpay(?:ing|ments?)?\b|\b(?:will be|be|have (?:it|this|that)|get (?:it|this|that)) paid\b|\bpag(?:ar(?:e|les?|l[oa]s?)?|o|amos|aremos)\b|\babon(?:o|are?)\b|\bdeposit(?:o|are?)\b|\bliquid(?:o|are?)\b|还(?!有|是|在|没|不|要|会|能|可以)|付|缴|转账|打款|汇款/;
const WEAK_PAY =
  /\b(?:can|could|will|ill|gonna|going to|able to|let me|want to|plan to|shall|wanna)\b(?: \w+){0,3} (?:do|send|give|have|cover|clear|settle|make|put|deposit|transfer|zelle|venmo)\b|\b(?:sending|voy a (?:mandar|enviar|dar)|les? (?:mando|envio|doy)|mando|doy)\b|给|转/;
const OTHERS_PAY =
  /\b(?:you|u|they|he|she|ustedes) (?:should |must |need to |can |will |have to )?pays?\b|\bpay me\b|\bstop payment\b|\bpay (?:my |the |for )?(?:rent|mortgage|car|bills|lawyer)\b/;
const DENIED =
  /\b(?:cant|cannot|can not|wont|not|unable|couldnt|dont|never|no way|aint|isnt|havent|nope|refuse)\b|\b(?:no|nunca|tampoco|imposible)\b(?!,)|不(?!好意思)|没(?!问题)|无法|无力|拒绝/;
const isDenied = (clause: string) => DENIED.test(clause.replace(/^(?:no[,.!]|(?:ok|oh|yes|yeah|si)[,.!]?) /, ''));
const ASKS =
  /^(?:ok |so |and |y |hi |hey |hello )*(?:can|could|may|should|do|does|did|is|are|what|how|when|where|why|would|will|if|puedo|podria|podemos|se puede|cuando|como|que|cuanto|debo)\b/;
const isAsked = (clause: string) =>
  /^(?:ok |so |hi |hey )*(?:can|could|may|should) (?:i|we)\b/.test(clause) ||
  (/\?/.test(clause) && ASKS.test(clause.replace(/^[¿ ]+/, ''))) ||
  /^(?:why|how|what|who)\b|吗|能不能|可不可以|行不行|可否/.test(clause);
const CONDITIONAL =
  /\b(?:if|unless|whenever|depends|depending|assuming|as soon as|once|en cuanto|depende)\b|\bsi\b(?!,)|如果|要是|等(?!等)|假如|除非/;
const WHEN = /\b(?:when|cuando)\b/;
const HEDGED =
  /\b(?:maybe|might|try|trying|hopefully|hope|perhaps|probably|possibly|think about|quizas?|tal vez|a lo mejor|intentare|tratare|trato de|ojala|espero|posiblemente)\b|可能|尽量|争取|也许|试试|看看|大概/;
const VAGUE_AMOUNT =
  /\b(?:half|part|partial|some|a (?:bit|little)|most|what i can|whatever|something|the rest|remaining|a couple hundred|few|instal?lments?|weekly|monthly|biweekly|every|each|per (?:week|month)|mitad|parte|algo|un poco|lo que pueda|resto|cuotas|plazos|semanal(?:es)?|mensual(?:es)?|cada|up to|between|por (?:semana|mes))\b|\b1\/2(?! ?\d)(?<!\b(?:on|by|the|el) 1\/2)|(?<!in )(?<!en )\b(?:a|one|una?|al) (?:week|month|semana|mes)\b(?! from)|\d ?\/ ?(?:mo|wk|week|month)\b|%|percent|一半|部分|一些|一点|分期|每(?:个)?(?:月|周)|剩/;
const BARE_WORDS =
  /\b(?:ok|okay|yes|yeah|sure|for|by|on|at|the|then|and|please|thanks|thank|you|thx|of|in|full|all|it|whole|amount|balance|si|claro|gracias|el|la|por|para|de|todo|total|definitely|promise|deal|i|am|pm)\b|好的?|可以|行|全部/g;

function region(locale: string | undefined): string | undefined {
  if (!locale) return undefined;
  try {
    return new Intl.Locale(locale).region;
  } catch {
    return undefined; // an unknown language tag tells nothing
  }
}

/** 12/05: the fifth of December in the United States and where a date is written year first; the twelfth of May elsewhere. */
function isMonthFirst(locale: string | undefined, currency: string): boolean {
  if (locale?.startsWith('zh')) return true;
  const where = region(locale);
  return where ? ['US', 'PH', 'PR', 'CN', 'TW', 'JP'].includes(where) : currency === 'USD' || currency === 'CNY';
}

/** Spain and most of South America; Mexico and Spanish in the United States write the point. */
function usesDecimalComma(locale: string | undefined): boolean {
  const where = region(locale);
  return where !== undefined && ['ES', 'AR', 'CL', 'CO', 'UY', 'BR', 'DE', 'FR', 'IT'].includes(where);
}
