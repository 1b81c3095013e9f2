import { and, asc, desc, eq, getColumns, inArray, ne, sql, type SQL } from 'drizzle-orm';
import type { Transaction } from '#db/client.ts';
import { caseState, collectionCase, contactPoint, creditor, handoff, party } from '#db/schema/index.ts';

const firstZone = sql<string | null>`(select ${contactPoint.zones}[1] from ${contactPoint}
  where ${contactPoint.partyId} = ${collectionCase.debtorPartyId} and cardinality(${contactPoint.zones}) > 0
  order by ${contactPoint.createdAt}, ${contactPoint.id} limit 1)`;

const rows = (tx: Transaction, where: SQL | undefined) =>
  tx
    .select({
      handoff: getColumns(handoff),
      reference: collectionCase.reference,
      creditor: { id: creditor.id, name: creditor.name },
      debtorName: party.name,
      balanceMinor: caseState.balanceMinor,
      currency: caseState.currency,
      zone: firstZone,
    })
    .from(handoff)
    .innerJoin(collectionCase, eq(collectionCase.id, handoff.caseId))
    .innerJoin(caseState, eq(caseState.caseId, handoff.caseId))
    .innerJoin(creditor, eq(creditor.id, handoff.creditorId))
    .innerJoin(party, eq(party.id, collectionCase.debtorPartyId))
    .where(where);
export type HandoffFound = Awaited<ReturnType<typeof rows>>[number];

export async function findHandoff(tx: Transaction, id: string): Promise<HandoffFound | undefined> {
  const [found] = await rows(tx, eq(handoff.id, id));
  return found;
}

const OFFERED_SHOWN = 100;
const ENDED_SHOWN = 20;

export const offeredHandoffs = (tx: Transaction) =>
  rows(tx, eq(handoff.status, 'offered')).orderBy(asc(handoff.offeredAt), asc(handoff.id)).limit(OFFERED_SHOWN);
export const claimedBy = (tx: Transaction, actor: string) =>
  rows(tx, and(eq(handoff.status, 'claimed'), eq(handoff.claimedBy, actor))).orderBy(asc(handoff.leaseUntil), asc(handoff.id));
export const claimedByOthers = (tx: Transaction, actor: string) =>
  rows(tx, and(eq(handoff.status, 'claimed'), ne(handoff.claimedBy, actor)))
    .orderBy(asc(handoff.claimedAt), asc(handoff.id))
    .limit(OFFERED_SHOWN);
export const endedHandoffs = (tx: Transaction) =>
  rows(tx, inArray(handoff.status, ['completed', 'withdrawn']))
    .orderBy(desc(handoff.endedAt), asc(handoff.id))
    .limit(ENDED_SHOWN);

/** How many handoffs a collector holds and may hold, over all creditors; none for a program. */
export async function loadOf(tx: Transaction, actor: string): Promise<{ held: number; capacity: number }> {
  const [load] = await tx.execute<{ held: number; capacity: number }>(sql`select held, capacity from collector_load(${actor})`);
  return load ? { held: load.held, capacity: load.capacity } : { held: 0, capacity: 0 };
}
