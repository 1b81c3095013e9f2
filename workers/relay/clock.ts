import { eq } from 'drizzle-orm';
import { tenantAt, type Anchor, type Instant } from '#domain/time/clock.ts';
import type { Db, Transaction } from '#db/client.ts';
import { appendAnchor, tellCases } from '#db/queries/clock.ts';
import { clockAnchor, clockBeat, tenant } from '#db/schema/index.ts';

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

async function standStill(tx: Transaction, tenantId: string, beatAt: Instant, now: Instant): Promise<boolean> {
  const rows = await tx.select().from(clockAnchor).where(eq(clockAnchor.tenantId, tenantId)).orderBy(clockAnchor.seq);
  const anchors = rows.map(({ realAt, tenantAt: shows, rate }): Anchor => ({ real: realAt.getTime(), tenant: shows.getTime(), rate }));
  const last = anchors.at(-1);
  // Whoever turned the clock after the last beat was running still.
  const stoppedAt = Math.max(beatAt, (last?.real ?? 0) + 1);
  if (!last || last.rate === 0 || stoppedAt >= now) return false;
  const seq = rows.at(-1)?.seq ?? 0;
  const shows = tenantAt(anchors, stoppedAt);
  await appendAnchor(tx, tenantId, seq + 1, { real: stoppedAt, tenant: shows, rate: 0 }, 'stopped');
  await appendAnchor(tx, tenantId, seq + 2, { real: now, tenant: shows, rate: last.rate }, 'started');
  // Every open case has to map its next moment anew.
  await tellCases(tx, tenantId, seq + 2);
  return true;
}
