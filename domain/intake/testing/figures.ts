import { FIELD_TYPES, PHONE_FIELDS, type Field } from '../fields.ts';
import { accountKey } from '../keys.ts';
import type { KnownAccounts } from '../known.ts';
import { debtorOf, referenceOf, secondPartyOf } from '../parties.ts';
import { statedBalance } from '../placed-values.ts';
import type { PlacedRow, PlacementReport } from '../report.ts';
import { accountZones, phoneZones, stateZones } from '../zones.ts';
import type { Stored } from './expected.ts';

const DAY_MS = 86_400_000;

/** The figures an expectation gives for one field, over accepted rows but closures. */
export function figuresOf(field: string, rows: readonly PlacedRow[]): Record<string, number> {
  const values = rows.map((row) => (row.stated as Record<string, unknown>)[field]).filter((value) => value !== undefined);
  const sum = (amounts: number[]) => amounts.reduce((total, amount) => total + amount, 0);
  const filled = values.length;
  switch (FIELD_TYPES[field as Field]) {
    case 'ref':
    case 'text':
    case 'name':
      return { filled, chars: sum(values.map((value) => [...String(value)].length)) };
    case 'amount':
    case 'sideAmount':
      return { filled, minorSum: sum(values.map(Number)) };
    case 'date':
    case 'sideDate':
    case 'birthDate':
      return { filled, daySum: sum(values.map((value) => Date.parse(String(value)) / DAY_MS)) };
    case 'count':
      return { filled, sum: sum(values.map(Number)) };
    case 'yesNo':
      return { filled, yes: values.filter((value) => value === true).length };
    default:
      return { filled, distinct: new Set(values).size };
  }
}

/** What is stored after some reports, counted as the expectations count it. */
export function storedAfter(reports: readonly PlacementReport[], known: KnownAccounts): Stored {
  const accounts = [...known.accounts.values()];
  const people = new Set<string>();
  const points = { phone: new Set<string>(), email: new Set<string>() };
  const balanceMinor: Record<string, number> = {};
  const personOf = (key: string, party: string) => {
    const values = known.accounts.get(key)?.values ?? {};
    const { personKey } = (party === 'debtor' ? debtorOf(values) : secondPartyOf(values)) ?? {};
    return personKey ?? `${key}\n${party}`;
  };
  for (const [key, { values, closed }] of known.accounts) {
    people.add(personOf(key, 'debtor'));
    if (secondPartyOf(values)) people.add(personOf(key, 'second'));
    if (!closed) balanceMinor[values.currency ?? ''] = (balanceMinor[values.currency ?? ''] ?? 0) + (statedBalance(values) ?? 0);
  }
  for (const report of reports)
    if (report.outcome === 'imported')
      for (const { key, contactPoints } of report.placed)
        for (const { party, kind, value } of contactPoints) points[kind].add(`${personOf(accountKey(key), party)}\n${value}`);
  return {
    accounts: accounts.length,
    openAccounts: accounts.filter(({ closed }) => !closed).length,
    people: people.size,
    contactPoints: { phone: points.phone.size, email: points.email.size },
    references: accounts.filter(({ values }) => referenceOf(values)).length,
    balanceMinor,
  };
}

/** Offset from UTC of a zone at noon UTC of a day. */
export function offsetAt(zone: string, day: string): string {
  const parts = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' }).formatToParts(new Date(`${day}T12:00:00Z`));
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? '';
}

/** Accepted rows by the number of different offsets among their zones. */
export function rowsByOffsets(rows: readonly PlacedRow[], day: string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { values } of rows) {
    const offsets = new Set(accountZones(values).map(({ tz }) => offsetAt(tz, day)));
    counts[offsets.size] = (counts[offsets.size] ?? 0) + 1;
  }
  return counts;
}

/** Rows with phones whose offsets have none in common with those of the state. */
export function disjointRows(rows: readonly PlacedRow[], day: string): number {
  return rows.filter(({ values }) => {
    const phones = PHONE_FIELDS.map((field) => values[field]).filter((phone) => phone !== undefined);
    const ofPhones = new Set(phones.flatMap(phoneZones).map((zone) => offsetAt(zone, day)));
    return phones.length > 0 && !stateZones(values.region).some((zone) => ofPhones.has(offsetAt(zone, day)));
  }).length;
}
