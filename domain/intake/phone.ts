import { parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js/max';

const EXTENSION = /[\s,;]*(?:ext\.?|x)\s*(\d+)$/i;

/**
 * A phone number in E.164, with `;ext=12` if it has an extension.
 * Asks whether the number is possible, not whether it is valid: "valid" refuses the ranges reserved for fiction.
 * @param text a cleaned cell
 * @param country whose national notation to read; without one only international numbers are read
 * @returns undefined when it is no possible number, or one digit repeated, as typed to get past a form
 */
export function readPhone(text: string, country: CountryCode | undefined): string | undefined {
  const extension = EXTENSION.exec(text)?.[1];
  const number = extension ? text.replace(EXTENSION, '') : text;
  if (/[\p{L}*]/u.test(number) || oneDigit(number.replace(/\D/g, ''))) return undefined;
  const parsed = parsePhoneNumberFromString(number, { extract: false, ...(country && { defaultCountry: country }) });
  if (!parsed?.isPossible() || oneDigit(parsed.nationalNumber)) return undefined;
  const ext = extension ?? parsed.ext;
  return ext ? `${parsed.number};ext=${ext}` : parsed.number;
}

const oneDigit = (digits: string) => /^(\d)\1+$/.test(digits);
