import type { LocalDate } from '#domain/time/local.ts';
import { NAME_FIELDS, PHONE_FIELDS, SECOND_NAME_FIELDS } from './fields.ts';
import { personKey, type Identity } from './keys.ts';
import type { PlacedValues } from './placed-values.ts';

export type Party = {
  /** Filled name parts joined by spaces. */
  name: string;
  nationalId?: string;
  idLast4?: string;
  bornOn?: LocalDate;
  language?: string;
  /** Same key, same person, over accounts and creditors; absent: known by this account alone. */
  personKey?: string;
};
export type SecondParty = Party & { role?: 'co-debtor' | 'guarantor' };

/** Somebody named beside the debt, a third party: never a way to reach the debtor. */
export type Reference = { name?: string; relation?: string; phone?: string };

export type ContactPoint = { party: 'debtor' | 'second'; kind: 'phone' | 'email'; value: string; phoneType?: string };

const joined = (parts: readonly (string | undefined)[]) => parts.filter((part) => part !== undefined).join(' ');

/** The debtor's identity as these values state it. */
export function debtorIdentity(values: PlacedValues): Identity {
  return { nationalId: values.nationalId, name: joined(NAME_FIELDS.map((field) => values[field])), bornOn: values.bornOn };
}

/** The second party's identity; undefined when no second party is named. */
export function secondIdentity(values: PlacedValues): Identity | undefined {
  const name = joined(SECOND_NAME_FIELDS.map((field) => values[field]));
  return name ? { nationalId: values.party2NationalId, name, bornOn: values.party2BornOn } : undefined;
}

export function debtorOf(values: PlacedValues): Party {
  const { idLast4, language } = values;
  return { ...partyOf(debtorIdentity(values)), ...(idLast4 && { idLast4 }), ...(language && { language }) };
}

export function secondPartyOf(values: PlacedValues): SecondParty | undefined {
  const identity = secondIdentity(values);
  if (!identity) return undefined;
  const { party2IdLast4: idLast4, party2Role: role } = values;
  return { ...partyOf(identity), ...(idLast4 && { idLast4 }), ...((role === 'co-debtor' || role === 'guarantor') && { role }) };
}

function partyOf(identity: Identity): Party {
  const { name, nationalId, bornOn } = identity;
  const key = personKey(identity);
  return { name, ...(nationalId && { nationalId }), ...(bornOn && { bornOn }), ...(key && { personKey: key }) };
}

export function referenceOf(values: PlacedValues): Reference | undefined {
  const { referenceName: name, referenceRelation: relation, referencePhone: phone } = values;
  return name || phone ? { ...(name && { name }), ...(relation && { relation }), ...(phone && { phone }) } : undefined;
}

/** Ways to reach the debtor and a named second party, each address once a party. */
export function contactPointsOf(values: PlacedValues): ContactPoint[] {
  const points: ContactPoint[] = [];
  const add = (point: ContactPoint) => {
    if (!points.some(({ party, kind, value }) => party === point.party && kind === point.kind && value === point.value)) points.push(point);
  };
  for (const field of PHONE_FIELDS) {
    const value = values[field];
    const phoneType = values[`${field}Type`];
    if (value) add({ party: 'debtor', kind: 'phone', value, ...(phoneType && { phoneType }) });
  }
  if (values.email) add({ party: 'debtor', kind: 'email', value: values.email });
  if (!secondIdentity(values)) return points;
  if (values.party2Phone) add({ party: 'second', kind: 'phone', value: values.party2Phone });
  if (values.party2Email) add({ party: 'second', kind: 'email', value: values.party2Email });
  return points;
}
