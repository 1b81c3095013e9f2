import { createHash } from 'node:crypto';

/** No 0 and O, no 1, I and L, and no vowels, which would make words. */
const ALPHABET = '23456789BCDFGHJKMNPQRSTVWXYZ';
const LENGTH = 6;

/**
 * What people say on the telephone, e.g. 'C1-7F3K2Q'.
 * @param attempt from 0; a further one gives another reference, always the same for a case
 */
export function caseReference(caseId: string, attempt = 0): string {
  let rest = createHash('sha256').update(`${caseId}:${attempt}`).digest().readBigUInt64BE();
  let code = '';
  for (const base = BigInt(ALPHABET.length); code.length < LENGTH; rest /= base) code += ALPHABET.charAt(Number(rest % base));
  return `C1-${code}`;
}
