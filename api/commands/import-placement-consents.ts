import { PHONE_FIELDS } from '#domain/intake/fields.ts';
import type { PlacedValues } from '#domain/intake/placed-values.ts';

/**
 * What a debtor's answers in a placement file amount to, as the rules of the packs ask for it:
 *
 * - texts: `electronic_contact`. Rules ask for it by person and for every electronic channel alike (NYC-CONSENT-1, DC-CONSENT-1).
 * - calls: `tcpa_prior_express`, for each number given. Rules ask for it by number (US-TCPA-AV-1).
 * - e-mail: `email_contact`, for the address. No rule asks for it yet. Were it kept as `electronic_contact`, a yes to
 *   e-mail would open the door to texts, which the same person may have declined: rules can't tell the two apart.
 */
export type ConsentType = 'electronic_contact' | 'tcpa_prior_express' | 'email_contact';
export type Agreed = { type: ConsentType; address?: string };

const ASKED = [
  ['consentSms', 'electronic_contact'],
  ['consentCall', 'tcpa_prior_express'],
  ['consentEmail', 'email_contact'],
] as const;

function agreed(values: PlacedValues): Agreed[] {
  const phones = [...new Set(PHONE_FIELDS.flatMap((field) => values[field] ?? []))];
  return [
    ...(values.consentSms ? [{ type: 'electronic_contact' } as const] : []),
    ...(values.consentCall ? phones.map((address) => ({ type: 'tcpa_prior_express', address }) as const) : []),
    ...(values.consentEmail && values.email ? [{ type: 'email_contact', address: values.email } as const] : []),
  ];
}

const nameOf = ({ type, address }: Agreed) => `${type} ${address ?? ''}`;

/** Consents these values hold that the values before them did not. */
export function consentsGiven(before: PlacedValues, after: PlacedValues): Agreed[] {
  const known = new Set(agreed(before).map(nameOf));
  return agreed(after).filter((consent) => !known.has(nameOf(consent)));
}

/** Kinds of consent these values take back: a no where a yes stood. A no by itself takes nothing back. */
export const consentsWithdrawn = (before: PlacedValues, after: PlacedValues): ConsentType[] =>
  ASKED.filter(([field]) => before[field] === true && after[field] === false).map(([, type]) => type);
