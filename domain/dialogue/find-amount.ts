/** Amounts named in a text; `unreadable` when some number in it is neither an amount of this currency nor explained. */
export type FoundAmounts = { amountsMinor: number[]; unreadable: boolean };

/**
 * Reads the amounts that a text names.
 * @param rest as `normalise` gives it, without dates
 * @param currency ISO 4217: what another currency's sign or word stands by is unreadable
 * @returns minor units, safe integers above 0, each once
 */
export function findAmounts(rest: string, currency: string, decimalComma: boolean): FoundAmounts {
  const amounts = new Set<number>();
  let unreadable = false;
  const take = (number: number | undefined, allowed: boolean) => {
    const minor = number === undefined ? NaN : Math.round(number * 10 ** minorDigits(currency));
    if (allowed && Number.isSafeInteger(minor) && minor > 0) amounts.add(minor);
    else unreadable = true;
    return ' ';
  };
  const left = rest
    .replace(TIMES, ' ')
    .replace(SIGNED, (_, sign: string, number: string, k?: string) => take(read(number, k, decimalComma), fits(sign, currency)))
    .replace(NAMED, (_, number: string, k: string | undefined, unit: string) => take(read(number, k, decimalComma), fits(unit, currency)))
    .replace(ZH_NAMED, (_, number: string, unit: string) => take(readChinese(number), fits(unit, currency)))
    .replace(BARE, (_, number: string, k?: string) => take(read(number, k, decimalComma), true));
  return { amountsMinor: [...amounts], unreadable: unreadable || /\d/.test(left) || NUMBER_WORDS.test(left) };
}

const NUMBER = String.raw`(?<![\d.,])(\d+(?:[.,]\d+)*)(k)?`;
const TIMES =
  /\b\d{1,2}(?::\d{2})? ?(?:am|pm|a\.m\.?|p\.m\.?)(?![a-z])|\b\d{1,2}:\d{2}\b|\d{1,2}[点时](?:\d{1,2}分|半)?|\b(?:at|a las) \d{1,2}\b(?![.,]?\d)/g;
const SIGNED = new RegExp(String.raw`(us\$|\$|€|£|¥|\b(?:usd|eur|gbp|mxn|cny|rmb|cad|aud)) ?${NUMBER}(?![a-z\d])`, 'g');
const NAMED = new RegExp(
  String.raw`${NUMBER} ?(dollars?|dolares?|dlls?|dls|bucks?|usd|pesos?|mxn|euros?|eur|pounds?|quid|gbp|cad|aud|cny|rmb|块钱|块|元|圆|美元|美金|刀|[$€£])(?![a-z])`,
  'g',
);
const ZH_NAMED = /([一二两三四五六七八九十百千万零]+)(块钱|块|元|美元|美金|刀)/g;
const BARE = new RegExp(
  String.raw`(?<=(?:\b(?:pay(?:ing|ment of)?|send|sending|do|give|deposit|transfer|cover|settle|pago|pagar\w*|pagare|abon[oa]r?e?|depositar?e?|deposito|mando|doy)|还|付|转|给)(?: (?:you|u|them|about|around|like|at least|only|just|another|les|le|un|de|unos))* ?)${NUMBER}(?![\d%a-z/]| ?(?:%|percent|days?|weeks?|months?|dias?|semanas?|mes(?:es)?|times|天|周|月|次))`,
  'g',
);
/** A number in words is not read, and must not pass for "all of it". */
const NUMBER_WORDS =
  /\b(?:two|three|four|five|six|seven|eight|nine|ten|fifteen|twenty|thirty|fou?rty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|grand|dollars?|bucks?|dos|tres|cuatro|cinco|diez|veinte|treinta|cuarenta|cincuenta|sesenta|setenta|ochenta|noventa|cien(?:to)?|doscientos|trescientos|quinientos|mil|dolares|pesos)\b|[一二两三四五六七八九]?[百千万]|块|元/;

/** What a sign or a word may stand for. */
const STANDS_FOR: [RegExp, string[]][] = [
  [/^(?:us\$|usd|dlls?|dls|美元|美金|刀)$/, ['USD']],
  [/^\$$/, ['USD', 'CAD', 'AUD', 'NZD', 'SGD', 'HKD', 'TWD', 'MXN', 'COP', 'CLP', 'ARS']],
  [/^(?:dollars?|dolares?|bucks?)$/, ['USD', 'CAD', 'AUD', 'NZD', 'SGD', 'HKD']],
  [/^pesos?$/, ['MXN', 'COP', 'CLP', 'ARS', 'DOP', 'PHP']],
  [/^(?:€|euros?)$/, ['EUR']],
  [/^(?:£|pounds?|quid)$/, ['GBP']],
  [/^¥$/, ['CNY', 'JPY']],
  [/^(?:块钱?|元|圆)$/, ['CNY', 'HKD', 'TWD']],
  [/^rmb$/, ['CNY']],
];
const fits = (sign: string, currency: string) =>
  sign.toUpperCase() === currency || STANDS_FOR.some(([pattern, currencies]) => pattern.test(sign) && currencies.includes(currency));

/** "1,574.68", "1.574,68", "120,50", "2k". @returns undefined where the signs could mean either */
function read(number: string, k: string | undefined, decimalComma: boolean): number | undefined {
  const [point, comma] = [number.lastIndexOf('.'), number.lastIndexOf(',')];
  const last = Math.max(point, comma);
  const decimals = last < 0 ? 0 : number.length - last - 1;
  const both = point >= 0 && comma >= 0;
  const sign = number[last];
  const isDecimal = last >= 0 && (both ? decimals <= 2 : decimals !== 3);
  if (isDecimal && (decimals > 2 || number.indexOf(sign ?? '') !== last)) return undefined;
  // "1.200": a thousand for some, hardly more than one for others.
  if (!both && decimals === 3 && sign === (decimalComma ? ',' : '.')) return undefined;
  const groups = (isDecimal ? number.slice(0, last) : number).split(/[.,]/);
  if (groups.slice(1).some((group) => group.length !== 3)) return undefined;
  return Number(groups.join('') + (isDecimal ? `.${number.slice(last + 1)}` : '')) * (k ? 1000 : 1);
}

const ZH_DIGITS = '零一二三四五六七八九';
/** 五百二十 → 520, 一千零五十 → 1050, 两万 → 20000; 一百二 (120, as it is said) → 120. */
function readChinese(words: string): number | undefined {
  const steps: Record<string, number> = { 十: 10, 百: 100, 千: 1000 };
  let [total, section, digit, step] = [0, 0, 0, 1];
  for (const sign of words.replaceAll('两', '二')) {
    if (sign === '万') [total, section, digit, step] = [(total + section + digit) * 10_000, 0, 0, 10_000];
    else if (steps[sign]) [section, digit, step] = [section + (digit || 1) * steps[sign], 0, steps[sign]];
    else if (sign === '零') step = 10;
    else digit = ZH_DIGITS.indexOf(sign);
  }
  const value = total + section + digit * (digit && step >= 100 ? step / 10 : 1);
  return value > 0 ? value : undefined;
}

const minorDigits = (currency: string): number =>
  new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
