import type { Client } from '@temporalio/client';
import { and, eq, inArray, isNull, lt, or, sql } from 'drizzle-orm';
import type { Db } from '#db/client.ts';
import { caseState, caseStep, collectionCase, inbox } from '#db/schema/index.ts';
import { ring, type Bell } from '#workers/relay/ring.ts';

const BATCH = 40;
/** Real ms after which what was rung for and not taken is rung for again. */
const MISSED_MS = 60_000;
const STEP_MISSED_MS = 5 * 60_000;

/**
 * Rings for inputs nobody has been rung for. The rows stay locked until the bells are heard, so several relays share
 * the work; one that dies in the middle leaves them unrung.
 * @returns how many rows were rung for
 */
export function ringWaiting(db: Db, client: Client): Promise<number> {
  return db.transaction(async (tx) => {
    const waiting = await tx
      .select({ id: inbox.id, type: inbox.type, tenantId: inbox.tenantId, caseId: inbox.caseId })
      .from(inbox)
      .where(isNull(inbox.signalledAt))
      .orderBy(inbox.position)
      .limit(BATCH)
      .for('update', { skipLocked: true });
    if (waiting.length === 0) return 0;
    const bells = await bellsOf(tx as unknown as Db, [...new Set(waiting.map(({ caseId }) => caseId))]);
    // One bell a case is enough: the decision takes all that waits.
    const first = new Map(waiting.map((row) => [row.caseId, row] as const).reverse());
    await Promise.all(
      [...first.values()].map((row) => bells.get(row.caseId) && ring(client, bells.get(row.caseId) as Bell, row.type, row.id)),
    );
    await tx
      .update(inbox)
      .set({ signalledAt: new Date() })
      .where(
        inArray(
          inbox.id,
          waiting.map(({ id }) => id),
        ),
      );
    return waiting.length;
  });
}

/** Rings again for what was missed: inputs not taken, wakes overdue, steps nobody has ended. @returns the cases rung for */
export async function sweep(db: Db, client: Client, now = Date.now()): Promise<number> {
  const missed = new Date(now - MISSED_MS);
  const untaken = await db
    .selectDistinct({ caseId: inbox.caseId })
    .from(inbox)
    .where(and(isNull(inbox.takenAt), isNull(inbox.parkedAt), lt(inbox.recordedAt, missed)))
    .limit(500);
  const overdue = await db.select({ caseId: caseState.caseId }).from(caseState).where(lt(caseState.wakeAt, missed)).limit(500);
  const steps = await db
    .selectDistinct({ caseId: caseStep.caseId })
    .from(caseStep)
    .where(and(eq(caseStep.status, 'pending'), lt(caseStep.createdAt, new Date(now - STEP_MISSED_MS))))
    .limit(500);
  const cases = [...new Set([...untaken, ...overdue, ...steps].map(({ caseId }) => caseId))];
  const bells = await bellsOf(db, cases);
  for (const bell of bells.values()) await ring(client, bell, 'Missed', '');
  return bells.size;
}

/** What it takes to start a case's workflow. */
export async function bellsOf(db: Db, caseIds: readonly string[]): Promise<Map<string, Bell>> {
  if (caseIds.length === 0) return new Map();
  const rows = await db
    .select({
      caseId: caseState.caseId,
      tenant: caseState.tenantId,
      epoch: caseState.epoch,
      creditorId: caseState.creditorId,
      playbookId: collectionCase.playbookId,
    })
    .from(caseState)
    .innerJoin(collectionCase, eq(collectionCase.id, caseState.caseId))
    .where(inArray(caseState.caseId, [...caseIds]));
  return new Map(rows.map((row) => [row.caseId, row]));
}

/** Cases whose workflow must exist: open, or with an input or a step left. */
export const livingCases = async (db: Db): Promise<string[]> => {
  const untaken = sql`exists (select from ${inbox} where ${inbox.caseId} = ${caseState.caseId} and ${inbox.takenAt} is null and ${inbox.parkedAt} is null)`;
  const pending = sql`exists (select from ${caseStep} where ${caseStep.caseId} = ${caseState.caseId} and ${caseStep.status} = 'pending')`;
  const rows = await db
    .select({ caseId: caseState.caseId })
    .from(caseState)
    .where(or(eq(caseState.open, true), untaken, pending))
    .orderBy(caseState.caseId);
  return rows.map(({ caseId }) => caseId);
};
