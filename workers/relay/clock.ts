import { and, desc, eq } from 'drizzle-orm';
import { tenantAt, type Anchor, type Instant } from '#domain/time/clock.ts';
import type { Db, Transaction } from '#db/client.ts';
import { clockAnchor, clockBeat, inbox, tenant } from '#db/schema/index.ts';
import { caseState } from '#db/schema/collection-case.ts';

const BEAT = 1;
/** A silence shorter than this is a restart, not a night. */
const SILENCE_MS = 5_000;

/** Says that something runs; the sandbox calendars stand still from the last beat to the next start. */
export async function beat(db: Db, now: Instant): Promise<void> {
  const realAt = new Date(now);
  await db.insert(clockBeat).values({ id: BEAT, realAt }).onConflictDoUpdate({ target: clockBeat.id, set: { realAt } });
}

/**
 * Before anything of ours runs again: each sandbox calendar stood still since the last beat. A live tenant's calendar is
 * real time and is left alone.
 * @returns the tenants whose calendar was set back
 */
export function closeClockGap(db: Db, now: Instant): Promise<string[]> {
  return db.transaction(async (tx) => {
    const [last] = await tx.select().from(clockBeat).where(eq(clockBeat.id, BEAT)).for('update');
    if (!last || now - last.realAt.getTime() < SILENCE_MS) return [];
    const sandboxes = await tx.select({ id: tenant.id }).from(tenant).where(eq(tenant.sandbox, true));
    const moved: string[] = [];
    for (const { id } of sandboxes) if (await standStill(tx, id, last.realAt.getTime(), now)) moved.push(id);
    await tx
      .update(clockBeat)
      .set({ realAt: new Date(now) })
      .where(eq(clockBeat.id, BEAT));
    return moved;
  });
}

async function standStill(tx: Transaction, tenantId: string, stoppedAt: Instant, now: Instant): Promise<boolean> {
  const anchors = await anchorsOf(tx, tenantId);
  const last = anchors.at(-1);
  if (!last || last.rate === 0 || last.real > stoppedAt) return false;
  const shows = new Date(tenantAt(anchors, stoppedAt));
  const seq = anchors.length;
  await tx.insert(clockAnchor).values([
    { tenantId, seq: seq + 1, realAt: new Date(stoppedAt), tenantAt: shows, rate: 0, because: 'stopped' },
    { tenantId, seq: seq + 2, realAt: new Date(now), tenantAt: shows, rate: last.rate, because: 'started' },
  ]);
  await tellCases(tx, tenantId);
  return true;
}

async function anchorsOf(tx: Transaction, tenantId: string): Promise<Anchor[]> {
  const rows = await tx.select().from(clockAnchor).where(eq(clockAnchor.tenantId, tenantId)).orderBy(clockAnchor.seq);
  return rows.map(({ realAt, tenantAt: shows, rate }) => ({ real: realAt.getTime(), tenant: shows.getTime(), rate }));
}

/** Every open case has to map its next moment anew. */
async function tellCases(tx: Transaction, tenantId: string): Promise<void> {
  const open = await tx
    .select({ caseId: caseState.caseId, creditorId: caseState.creditorId })
    .from(caseState)
    .where(and(eq(caseState.tenantId, tenantId), eq(caseState.open, true)))
    .orderBy(desc(caseState.caseId));
  if (open.length === 0) return;
  await tx
    .insert(inbox)
    .values(
      open.map((row) => ({ ...row, id: crypto.randomUUID(), tenantId, type: 'ClockChanged', body: { type: 'ClockChanged' as const } })),
    );
}
