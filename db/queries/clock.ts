import { and, asc, eq, gt, max } from 'drizzle-orm';
import type { Anchor } from '#domain/time/clock.ts';
import type { Db, Transaction } from '#db/client.ts';
import { asTenant } from '#db/client.ts';
import { inputId } from '#db/input-id.ts';
import { caseState, change, clockAnchor, creditor, inbox, tenant } from '#db/schema/index.ts';

export async function findTenant(tx: Transaction, id: string) {
  const [found] = await tx.select().from(tenant).where(eq(tenant.id, id));
  return found;
}

export const creditorsSeen = (tx: Transaction) =>
  tx.select({ id: creditor.id, name: creditor.name }).from(creditor).orderBy(creditor.name, creditor.id);

/** Every creditor of a tenant, granted or not. Read as c1_ingest: tenant-wide. */
export const creditorIdsOf = (db: Db, tenantId: string): Promise<string[]> =>
  asTenant(db, tenantId, async (tx) => (await tx.select({ id: creditor.id }).from(creditor)).map(({ id }) => id));

/** Taken under the lock `clock`. */
export async function nextAnchorSeq(tx: Transaction): Promise<number> {
  const [row] = await tx.select({ last: max(clockAnchor.seq) }).from(clockAnchor);
  return (row?.last ?? 0) + 1;
}

type Because = (typeof clockAnchor.$inferInsert)['because'];

export async function appendAnchor(
  tx: Transaction,
  tenantId: string,
  seq: number,
  { real, tenant, rate }: Anchor,
  because: Because,
): Promise<void> {
  await tx.insert(clockAnchor).values({ tenantId, seq, realAt: new Date(real), tenantAt: new Date(tenant), rate, because });
}

const AT_ONCE = 1000;

/** An input to every open case of the tenant: its waits fall at other moments now. The relay rings for them at its own pace. */
export async function tellCases(tx: Transaction, tenantId: string, seq: number): Promise<number> {
  let told = 0;
  for (let last = '00000000-0000-0000-0000-000000000000'; ;) {
    const rows = await tx
      .select({ caseId: caseState.caseId, creditorId: caseState.creditorId })
      .from(caseState)
      .where(and(eq(caseState.tenantId, tenantId), eq(caseState.open, true), gt(caseState.caseId, last)))
      .orderBy(asc(caseState.caseId))
      .limit(AT_ONCE);
    const end = rows.at(-1);
    if (!end) return told;
    const body = { type: 'ClockChanged' as const };
    await tx
      .insert(inbox)
      .values(rows.map((row) => ({ ...row, id: inputId('ClockChanged', row.caseId, seq), tenantId, type: body.type, body })))
      .onConflictDoNothing();
    told += rows.length;
    last = end.caseId;
  }
}

export async function announceClock(tx: Transaction, tenantId: string, creditorIds: readonly string[], seq: number): Promise<void> {
  if (creditorIds.length > 0)
    await tx.insert(change).values(creditorIds.map((creditorId) => ({ tenantId, creditorId, kind: 'clock' as const, ref: String(seq) })));
}
