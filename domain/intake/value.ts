import { readAmount } from './amount.ts';
import type { RowCode } from './codes.ts';
import { dialCountry, isCountry } from './countries.ts';
import { minorDigits } from './currencies.ts';
import type { LocalDate } from '#domain/time/local.ts';
import { ageOn, readDate } from './dates.ts';
import { choicesOf, FIELD_TYPES, type Field } from './fields.ts';
import { readEmail, readIban, readNationalId } from './ids.ts';
import type { Mapping } from './mapping.ts';
import { readPhone } from './phone.ts';
import type { Value } from './placed-values.ts';

export type ValueContext = {
  mapping: Mapping;
  receivedOn: LocalDate;
  /** Decimals of the row's currency. */
  digits: number;
  /** The row's country, whose notation its phones are in. */
  country: string | undefined;
  dateFormats?: readonly string[] | undefined;
};

const YOUNGEST = 18;
const OLDEST = 110;
const YES_NO = new Map([
  ['yes', true],
  ['no', false],
]);

/** The value a filled, cleaned and translated text has for a field; undefined when it is not usable for it. */
export function readValue(field: Field, text: string, context: ValueContext): Value | undefined {
  const { mapping, digits } = context;
  const day = () => readDate(text, context.dateFormats ?? mapping.dateFormats);
  switch (FIELD_TYPES[field]) {
    case 'ref':
    case 'text':
    case 'name':
      return text;
    case 'amount':
    case 'sideAmount':
      return readAmount(text, mapping, digits);
    case 'currency':
      return minorDigits(text.toUpperCase()) === undefined ? undefined : text.toUpperCase();
    case 'date':
    case 'sideDate':
      return day();
    case 'birthDate':
      return ofAge(day(), context.receivedOn);
    case 'choice':
      return choicesOf(field)?.find((word) => word === text.toLowerCase());
    case 'yesNo':
      return YES_NO.get(text.toLowerCase());
    case 'count':
      return /^\d{1,15}$/.test(text) ? Number(text) : undefined;
    case 'country':
      return isCountry(text.toUpperCase()) ? text.toUpperCase() : undefined;
    case 'phone':
      return readPhone(text, dialCountry(context.country));
    case 'email':
      return readEmail(text);
    case 'nationalId':
      return readNationalId(text, mapping.nationalId);
    case 'iban':
      return readIban(text);
  }
}

function ofAge(bornOn: LocalDate | undefined, on: LocalDate): LocalDate | undefined {
  if (!bornOn) return undefined;
  const age = ageOn(bornOn, on);
  return age >= YOUNGEST && age <= OLDEST ? bornOn : undefined;
}

/** What is reported when a filled text is not usable for its field. */
export function unusableCode(field: Field): RowCode {
  if (field === 'closureReason') return 'ACTION_UNKNOWN';
  switch (FIELD_TYPES[field]) {
    case 'amount':
      return 'AMOUNT_UNREADABLE';
    case 'currency':
      return 'CURRENCY_UNKNOWN';
    case 'date':
      return 'DATE_INVALID';
    case 'birthDate':
      return 'BORN_ON_INVALID';
    case 'phone':
      return 'PHONE_INVALID';
    case 'email':
      return 'EMAIL_INVALID';
    case 'nationalId':
      return 'NATIONAL_ID_INVALID';
    case 'iban':
      return 'IBAN_INVALID';
    default:
      return 'VALUE_UNKNOWN';
  }
}
