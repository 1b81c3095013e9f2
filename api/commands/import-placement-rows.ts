import type { PlacedValues } from '#domain/intake/placed-values.ts';
import { phoneZones, stateZones } from '#domain/intake/zones.ts';
import { addressHash, nationalIdHash } from '#db/hashing.ts';
import type { contactPoint, party } from '#db/schema/index.ts';
import type { Placed } from '#api/commands/import-placement-people.ts';
import type { Import } from '#api/commands/import-placement-work.ts';

type PartyRow = typeof party.$inferInsert;
type PointRow = typeof contactPoint.$inferInsert;

/** One row a party; where a file says several things of one, the last counts and blanks say nothing. */
export function partyRows({ tenantId, creditorId, secret }: Import, people: readonly Placed[]): PartyRow[] {
  const rows = new Map<string, PartyRow>();
  for (const { live, role, identity, partyId, personId } of people) {
    const { values } = live.row;
    const before = rows.get(partyId);
    rows.set(partyId, {
      ...before,
      id: partyId,
      tenantId,
      creditorId,
      personId,
      name: before?.name ?? identity.name,
      ...(identity.bornOn && { bornOn: identity.bornOn }),
      ...(identity.idLast4 && { idLast4: identity.idLast4 }),
      ...(identity.nationalId && { nationalIdHash: nationalIdHash(secret, tenantId, identity.nationalId) }),
      ...(identity.language && { language: identity.language }),
      address: before?.address ?? {},
      ...(role === 'debtor' && { address: addressOf(values), ...namePartsOf(values.firstName, values.lastName, values.secondLastName) }),
      ...(role !== 'debtor' && identity === live.row.secondParty && namePartsOf(values.party2FirstName, values.party2LastName)),
    });
  }
  return [...rows.values()];
}

function namePartsOf(given: string | undefined, ...family: (string | undefined)[]) {
  const familyName = family.filter((part) => part !== undefined).join(' ');
  return { ...(given && { givenName: given }), ...(familyName && { familyName }) };
}

/** The file's address is the debtor's; where the others live it doesn't say. */
function addressOf({ addressLine1: line1, addressLine2: line2, city, region, postalCode, country }: PlacedValues): PartyRow['address'] {
  const given = { line1, line2, city, region, postalCode, country };
  return Object.fromEntries(Object.entries(given).filter(([, text]) => text !== undefined));
}

const PHONE_TYPES = ['mobile', 'home', 'work', 'other'] as const;

/** Ways to reach debtors and those who owe with them. A third party is never a way to reach anybody. */
export function pointRows({ tenantId, creditorId, secret, now }: Import, people: readonly Placed[]): PointRow[] {
  const states = statesOf(people);
  const rows = new Map<string, PointRow>();
  for (const { live, role, partyId } of people) {
    if (role === 'reference') continue;
    const own = live.row.contactPoints.filter(({ party }) => (party === 'debtor') === (role === 'debtor'));
    for (const [order, { kind, value, phoneType }] of own.entries()) {
      const name = `${partyId} ${kind} ${value}`;
      if (rows.has(name)) continue;
      // An extension means a switchboard, which reads no text.
      const type = PHONE_TYPES.find((known) => known === phoneType) ?? (value.includes(';ext=') ? 'work' : undefined);
      rows.set(name, {
        id: crypto.randomUUID(),
        tenantId,
        creditorId,
        partyId,
        kind,
        value,
        addressHash: addressHash(secret, tenantId, value),
        zones: [...new Set([...(states.get(partyId) ?? []), ...(kind === 'phone' ? phoneZones(value) : [])])],
        // The file's order is kept: the first number is the first to be tried.
        createdAt: new Date(now.getTime() + order),
        ...(type && { phoneType: type }),
      });
    }
  }
  return [...rows.values()];
}

/** Zones of the states debtors live in, by party; several accounts may give several states. The others live where they like. */
function statesOf(people: readonly Placed[]): Map<string, readonly string[]> {
  const states = new Map<string, readonly string[]>();
  for (const { live, role, partyId } of people) {
    if (role !== 'debtor') continue;
    const { country, region } = live.row.values;
    const here = country === 'US' ? stateZones(region) : [];
    states.set(partyId, [...new Set([...(states.get(partyId) ?? []), ...here])]);
  }
  return states;
}
