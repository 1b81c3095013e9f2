import { isSupportedCountry, type CountryCode } from 'libphonenumber-js/max';

// Countries of ISO 3166 without a telephone system of their own, so the phone library does not list them.
const WITHOUT_PHONES = ['AQ', 'BV', 'GS', 'HM', 'PN', 'TF', 'UM'];

/** Whether this is an ISO 3166 alpha-2 code. */
export function isCountry(code: string): boolean {
  return isSupportedCountry(code) || WITHOUT_PHONES.includes(code);
}

/** The country as the phone library knows it; undefined if it has no numbering plan. */
export function dialCountry(code: string | undefined): CountryCode | undefined {
  return code !== undefined && isSupportedCountry(code) ? code : undefined;
}
