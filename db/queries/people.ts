import { and, asc, eq, inArray } from 'drizzle-orm';
import type { Transaction } from '#db/client.ts';
import { account, contactPoint, latch, party, partyRole } from '#db/schema/index.ts';

export const ROLE_RANK = { debtor: 0, 'co-debtor': 1, guarantor: 2, reference: 3 } as const;
type Role = keyof typeof ROLE_RANK;
type Point = typeof contactPoint.$inferSelect & { optedOut: string[] };
export type CasePerson = { party: typeof party.$inferSelect; role: Role; contactPoints: Point[] };

/** Everybody a case is about, the debtor first, each in the strongest role they have on one of its accounts. */
export async function peopleOf(tx: Transaction, caseId: string): Promise<CasePerson[]> {
  const roles = await tx
    .select({ party, role: partyRole.role })
    .from(partyRole)
    .innerJoin(account, eq(account.id, partyRole.accountId))
    .innerJoin(party, eq(party.id, partyRole.partyId))
    .where(eq(account.caseId, caseId));
  const people = new Map<string, CasePerson>();
  for (const { party, role } of roles) {
    const known = people.get(party.id);
    if (!known || ROLE_RANK[role] < ROLE_RANK[known.role]) people.set(party.id, { party, role, contactPoints: [] });
  }
  const list = [...people.values()].sort((a, b) => ROLE_RANK[a.role] - ROLE_RANK[b.role] || a.party.name.localeCompare(b.party.name));
  await addContactPoints(tx, people);
  return list;
}

async function addContactPoints(tx: Transaction, people: ReadonlyMap<string, CasePerson>): Promise<void> {
  if (people.size === 0) return;
  const points = await tx
    .select()
    .from(contactPoint)
    .where(inArray(contactPoint.partyId, [...people.keys()]))
    .orderBy(asc(contactPoint.createdAt), asc(contactPoint.id));
  const persons = [...people.values()].map(({ party }) => party.personId);
  const latches = await tx
    .select({ personId: latch.personId, channel: latch.channel })
    .from(latch)
    .where(and(inArray(latch.personId, persons)));
  for (const point of points) {
    const person = people.get(point.partyId);
    const optedOut = latches.filter(({ personId }) => personId === person?.party.personId).map(({ channel }) => channel);
    person?.contactPoints.push({ ...point, optedOut: [...new Set(optedOut)] });
  }
}
