import { and, eq, getColumns, sql, type SQL } from 'drizzle-orm';
import type { Transaction } from '#db/client.ts';
import { account, caseState, collectionCase, contactPoint, creditor, handoff, party } from '#db/schema/index.ts';

/** The one list a case stands in, by what it waits for. */
const queue = sql<'callbacks' | 'promises' | 'handoffs' | 'new' | 'working' | 'closed'>`case
  when not ${caseState.open} then 'closed'
  when ${caseState.stage} = 'with-person' then 'handoffs'
  when ${caseState.stage} = 'promised' then 'promises'
  when ${caseState.stage} = 'new' then 'new'
  when ${caseState.state}->'wait'->>'why' = 'resume-day' then 'callbacks'
  else 'working' end`;

const ms = (at: SQL | typeof caseState.wakeAt | typeof collectionCase.openedAt) => sql`(extract(epoch from ${at}) * 1000)::bigint`;

/** Ascending is most urgent first: what is due next, what has waited longest; closed and unsorted lists show the newest first. */
const rank = (of: string | undefined): SQL<string> => {
  if (of === undefined) return sql`(-${ms(collectionCase.openedAt)})`;
  if (of === 'closed') return sql`(-${ms(sql`${caseState.updatedAt}`)})`;
  if (of === 'handoffs') return sql`coalesce((${caseState.state}->'handoff'->>'offeredAt')::bigint, 0)`;
  if (of === 'new') return sql`${ms(collectionCase.openedAt)}`;
  return sql`${ms(sql`coalesce(${caseState.wakeAt}, ${caseState.updatedAt})`)}`;
};

const firstZone = sql<string | null>`(select ${contactPoint.zones}[1] from ${contactPoint}
  where ${contactPoint.partyId} = ${collectionCase.debtorPartyId} and cardinality(${contactPoint.zones}) > 0
  order by ${contactPoint.createdAt}, ${contactPoint.id} limit 1)`;

const daysPastDue = sql<number | null>`(select max((${account.values}->>'daysPastDue')::numeric)::integer from ${account}
  where ${account.caseId} = ${collectionCase.id} and ${account.values}->>'daysPastDue' ~ '^[0-9]{1,6}$')`;

const columns = {
  case: getColumns(collectionCase),
  state: getColumns(caseState),
  creditor: { id: creditor.id, name: creditor.name },
  debtorName: party.name,
  handoffClaimedBy: handoff.claimedBy,
  queue,
  zone: firstZone,
  daysPastDue,
};

export type CaseFilter = { queue?: string | undefined; creditorId?: string | undefined; q?: string | undefined };
/** Where a page ended: the rank and id of its last row. */
export type After = { rank: number; id: string };

const cases = (tx: Transaction, by: SQL<string>) =>
  tx
    .select({ ...columns, rank: by })
    .from(collectionCase)
    .innerJoin(caseState, eq(caseState.caseId, collectionCase.id))
    .innerJoin(creditor, eq(creditor.id, collectionCase.creditorId))
    .innerJoin(party, eq(party.id, collectionCase.debtorPartyId))
    .leftJoin(handoff, sql`${handoff.id} = (${caseState.state}->'handoff'->>'id')::uuid`);
export type CaseFound = Awaited<ReturnType<typeof cases>>[number];

export async function listCases(tx: Transaction, filter: CaseFilter, after: After | undefined, limit: number): Promise<CaseFound[]> {
  const by = rank(filter.queue);
  return cases(tx, by)
    .where(
      and(
        filter.queue === undefined ? undefined : sql`${queue} = ${filter.queue}`,
        filter.creditorId === undefined ? undefined : eq(collectionCase.creditorId, filter.creditorId),
        filter.q ? sql`starts_with(upper(${collectionCase.reference}), upper(${filter.q}))` : undefined,
        after ? sql`(${by}, ${collectionCase.id}) > (${after.rank}::bigint, ${after.id}::uuid)` : undefined,
      ),
    )
    .orderBy(by, collectionCase.id)
    .limit(limit);
}

export async function findCase(tx: Transaction, caseId: string): Promise<CaseFound | undefined> {
  const [found] = await cases(tx, rank(undefined)).where(eq(collectionCase.id, caseId));
  return found;
}

export const countQueues = (tx: Transaction) =>
  tx
    .select({ queue, cases: sql<number>`count(*)::integer` })
    .from(caseState)
    .groupBy(sql`1`);
