export type NationalIdRule = { pattern: string; check?: 'mod11-2' | undefined };

/** Longer than any national id; keeps a mapping's pattern from being run over a whole page of text. */
const LONGEST_ID = 64;

/** A national id in upper case without space, dot or hyphen; undefined when it does not fit the rule. */
export function readNationalId(text: string, rule: NationalIdRule | undefined): string | undefined {
  const id = text.toUpperCase().replace(/[\s.-]/g, '');
  if (!id || id.length > LONGEST_ID) return undefined;
  if (rule && !new RegExp(rule.pattern).test(id)) return undefined;
  if (rule?.check === 'mod11-2' && !fitsMod11(id)) return undefined;
  return id;
}

/** ISO 7064 MOD 11-2: the last character checks the digits before it, X stands for ten. */
function fitsMod11(id: string): boolean {
  if (!/^\d+[\dX]$/.test(id)) return false;
  const sum = [...id.slice(0, -1)].reduce((carry, digit) => ((carry + Number(digit)) * 2) % 11, 0);
  const check = (12 - sum) % 11;
  return id.endsWith(check === 10 ? 'X' : String(check));
}

/** An IBAN in upper case without spaces; undefined when its shape or its check digits (ISO 7064 MOD 97-10) are wrong. */
export function readIban(text: string): string | undefined {
  const iban = text.toUpperCase().replace(/\s/g, '');
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(iban)) return undefined;
  const digits = [...iban.slice(4), ...iban.slice(0, 4)].map((character) => parseInt(character, 36)).join('');
  return [...digits].reduce((rest, digit) => (rest * 10 + Number(digit)) % 97, 0) === 1 ? iban : undefined;
}

/** An e-mail address in lower case; undefined when it is none. */
export function readEmail(text: string): string | undefined {
  return /^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/.test(text) ? text.toLowerCase() : undefined;
}
