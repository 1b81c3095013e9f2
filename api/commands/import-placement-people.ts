import { nameKey } from '#domain/intake/keys.ts';
import type { Party } from '#domain/intake/parties.ts';
import type { PlacedValues } from '#domain/intake/placed-values.ts';
import type { PlacedRow } from '#domain/intake/report.ts';
import { phoneZones, stateZones } from '#domain/intake/zones.ts';
import { addressHash, nationalIdHash, personKeyHash } from '#db/hashing.ts';
import { identifyPersons, partiesOf, saveContactPoints, saveParties } from '#db/queries/placement-people.ts';
import { saveRoles } from '#db/queries/placement-accounts.ts';
import type { StoredAccount, StoredRole } from '#db/queries/placements.ts';
import type { contactPoint, party } from '#db/schema/index.ts';
import type { Import } from '#api/commands/import-placement-store.ts';

/** An accepted row that opens or changes an account. */
export type LiveRow = { row: PlacedRow; accountId: string; stored?: StoredAccount | undefined };
export type Somebody = { partyId: string; personId: string };

type Role = StoredRole['role'];
type Slot = { live: LiveRow; role: Role; identity: Party; known?: Somebody | undefined };

/**
 * Stores everybody the rows name, each once a creditor, with their roles and the ways to reach them.
 * People of a known account stay who they are, recognised by role and name: an id that arrives later merges nobody.
 * @returns the debtor of each row
 */
export async function storePeople(work: Import, rows: readonly LiveRow[]): Promise<Map<LiveRow, Somebody>> {
  const slots = rows.flatMap((live) => slotsOf(live, live.stored ? (work.known.roles.get(live.stored.id) ?? []) : []));
  const who = await recognise(work, slots);
  await saveParties(work.tx, partyRows(work, slots, who));
  await saveContactPoints(work.tx, pointRows(work, slots, who));
  return new Map(slots.flatMap((slot) => (slot.role === 'debtor' ? [[slot.live, of(who, slot)] as const] : [])));
}

/** After the accounts are there. */
export async function storeRoles(
  work: Import,
  rows: readonly LiveRow[],
  debtors: ReadonlyMap<LiveRow, Somebody>,
  others: readonly RoleRow[],
): Promise<void> {
  const { tenantId, creditorId } = work;
  const own = rows.flatMap((live): RoleRow[] => {
    const debtor = debtors.get(live);
    return debtor ? [{ accountId: live.accountId, partyId: debtor.partyId, role: 'debtor' }] : [];
  });
  await saveRoles(
    work.tx,
    [...own, ...others].map((role) => ({ ...role, tenantId, creditorId })),
  );
}
type RoleRow = { accountId: string; partyId: string; role: Role };

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
