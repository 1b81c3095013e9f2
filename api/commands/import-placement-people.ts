import { nameKey } from '#domain/intake/keys.ts';
import type { Party } from '#domain/intake/parties.ts';
import type { PlacedRow } from '#domain/intake/report.ts';
import { personKeyHash } from '#db/hashing.ts';
import { identifyPersons, partiesOf, saveContactPoints, saveParties } from '#db/queries/placement-people.ts';
import type { StoredAccount, StoredRole } from '#db/queries/placements.ts';
import { partyRows, pointRows } from '#api/commands/import-placement-rows.ts';
import type { Import } from '#api/commands/import-placement-work.ts';

/** An accepted row that opens or changes an account. */
export type LiveRow = { row: PlacedRow; accountId: string; stored?: StoredAccount | undefined };
type Somebody = { partyId: string; personId: string };
type Role = StoredRole['role'];
type Slot = { live: LiveRow; role: Role; identity: Party; known?: Somebody | undefined };
/** Somebody in a role on an account. */
export type Placed = { live: LiveRow; role: Role; identity: Party } & Somebody;

/**
 * Stores everybody the rows name, each once a creditor, with the ways to reach them.
 * People of a known account stay who they are, recognised by role and name: an id that arrives later merges nobody.
 */
export async function storePeople(work: Import, rows: readonly LiveRow[]): Promise<Placed[]> {
  const people = await recognise(
    work,
    rows.flatMap((live) => slotsOf(live, live.stored ? (work.known.roles.get(live.stored.id) ?? []) : [])),
  );
  await saveParties(work.tx, partyRows(work, people));
  await saveContactPoints(work.tx, pointRows(work, people));
  return people;
}

function slotsOf(live: LiveRow, roles: readonly StoredRole[]): Slot[] {
  const { debtor, secondParty, reference } = live.row;
  const named = (name: string, among: readonly Role[]) =>
    roles.find((known) => among.includes(known.role) && nameKey(known.name) === nameKey(name));
  const slots: Slot[] = [{ live, role: 'debtor', identity: debtor, known: roles.find(({ role }) => role === 'debtor') }];
  if (secondParty) {
    // Nobody said that this person owes: without a role they are a third party.
    const role = secondParty.role ?? 'reference';
    slots.push({ live, role, identity: secondParty, known: named(secondParty.name, ['co-debtor', 'guarantor', 'reference']) });
  }
  if (reference) {
    const identity = { name: reference.name ?? reference.relation ?? '' };
    slots.push({ live, role: 'reference', identity, known: named(identity.name, ['reference']) });
  }
  return slots;
}

/** Who everybody is: by key over the tenant, else somebody new. */
async function recognise({ tx, secret, tenantId, creditorId }: Import, slots: readonly Slot[]): Promise<Placed[]> {
  const idOfKey = new Map<string, string>();
  const newIds = slots.map(({ known, identity: { personKey } }) => {
    if (known) return undefined;
    const newId = (personKey && idOfKey.get(personKey)) || crypto.randomUUID();
    if (personKey) idOfKey.set(personKey, newId);
    return newId;
  });
  const keyOf = new Map([...idOfKey].map(([key, id]) => [id, key]));
  const wanted = [...new Set(newIds)].flatMap((newId) => {
    if (!newId) return [];
    const key = keyOf.get(newId);
    return [{ newId, keyHash: key ? personKeyHash(secret, tenantId, key) : null }];
  });
  const persons = await identifyPersons(tx, wanted);
  const parties = await partiesOf(tx, creditorId, [...new Set(persons.values())]);
  return slots.map(({ live, role, identity, known }, at): Placed => {
    if (known) return { live, role, identity, partyId: known.partyId, personId: known.personId };
    const personId = persons.get(newIds[at] ?? '') ?? '';
    const partyId = parties.get(personId) ?? crypto.randomUUID();
    parties.set(personId, partyId);
    return { live, role, identity, partyId, personId };
  });
}
