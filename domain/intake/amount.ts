import { MOST_MINOR } from '#domain/money/most-minor.ts';

export type Notation = { decimal: string; thousands?: string | undefined };

const MARK = '[$£€¥₱]|[A-Za-z]{3}';
const MARK_BEFORE = new RegExp(`^(?:${MARK})(?=[-(\\d])`);
const MARK_AFTER = new RegExp(`(?<=[-)\\d])(?:${MARK})$`);

/**
 * An amount as written by a creditor, in minor units; negative with `-` on either side or in parentheses.
 * @param text a cleaned cell; spaces are ignored, one currency mark (symbol or three letters) may stand on either side
 * @param digits decimals of the currency; finer decimals are accepted only if they are zero
 * @returns undefined when the text is not an amount, or more than `MOST_MINOR`
 */
export function readAmount(text: string, notation: Notation, digits: number): number | undefined {
  const signed = unsign(text.replace(/\s/g, ''));
  const bare = unmark(signed.rest);
  const inner = signed.negative ? { rest: bare, negative: true } : unsign(bare);
  const minor = readDigits(inner.rest, notation, digits);
  return minor !== undefined && inner.negative && minor !== 0 ? -minor : minor;
}

function unsign(text: string): { rest: string; negative: boolean } {
  if (text.startsWith('-')) return { rest: text.slice(1), negative: true };
  if (text.endsWith('-')) return { rest: text.slice(0, -1), negative: true };
  if (text.startsWith('(') && text.endsWith(')')) return { rest: text.slice(1, -1), negative: true };
  return { rest: text, negative: false };
}

function unmark(text: string): string {
  const before = text.replace(MARK_BEFORE, '');
  return before === text ? text.replace(MARK_AFTER, '') : before;
}

function readDigits(text: string, { decimal, thousands }: Notation, digits: number): number | undefined {
  const at = text.lastIndexOf(decimal);
  const whole = at < 0 ? text : text.slice(0, at);
  const fraction = at < 0 ? '' : text.slice(at + decimal.length);
  if (at >= 0 && !/^\d{1,2}$/.test(fraction)) return undefined;
  const plain = ungroup(whole, thousands);
  if (plain === undefined || !/^0*$/.test(fraction.slice(digits))) return undefined;
  const minor = Number(plain + fraction.slice(0, digits).padEnd(digits, '0'));
  return minor <= MOST_MINOR ? minor : undefined;
}

/** Plain digits, or groups of three; undefined for anything else. */
function ungroup(whole: string, thousands: string | undefined): string | undefined {
  if (/^\d+$/.test(whole)) return whole;
  if (!thousands) return undefined;
  const [first = '', ...groups] = whole.split(thousands);
  return /^\d{1,3}$/.test(first) && groups.every((group) => /^\d{3}$/.test(group)) ? first + groups.join('') : undefined;
}
