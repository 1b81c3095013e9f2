import type { Client } from '@temporalio/client';
import { and, eq, inArray, isNull, lt, or, sql } from 'drizzle-orm';
import type { Db } from '#db/client.ts';
import { caseState, caseStep, collectionCase, inbox } from '#db/schema/index.ts';
import { isRefusal, ring } from '#workers/relay/ring.ts';
import type { CaseStart } from '#workflows/case-start.ts';

/** Few at a time: their rows stay locked while the bells ring, and a decision that takes one of them waits. */
const BATCH = 12;
/** Real ms after which what was rung for and not taken is rung for again. */
const MISSED_MS = 60_000;
const STEP_MISSED_MS = 5 * 60_000;

/**
 * Rings for inputs nobody has been rung for. The rows stay locked until the bells are heard, so several relays share
 * the work; one that dies in the middle leaves them unrung.
 * @returns how many rows need no bell any more
 * @throws when the engine is away: what was not heard stays unrung
 */
export function ringWaiting(db: Db, client: Client): Promise<number> {
  return db.transaction(async (tx) => {
    const waiting = await tx
      .select({ id: inbox.id, type: inbox.type, caseId: inbox.caseId, takenAt: inbox.takenAt })
      .from(inbox)
      .where(isNull(inbox.signalledAt))
      .orderBy(inbox.position)
      .limit(BATCH)
      .for('update', { skipLocked: true });
    if (waiting.length === 0) return 0;
    // One bell a case is enough: the decision takes all that waits. What was taken meanwhile needs none.
    const first = new Map(waiting.flatMap((row) => (row.takenAt ? [] : [[row.caseId, row] as const])).reverse());
    const bells = await bellsOf(tx, [...first.keys()]);
    const refused = await ringAll(
      client,
      [...bells.values()].map((bell) => ({
        bell,
        name: first.get(bell.caseId)?.type ?? MISSED,
        inputId: first.get(bell.caseId)?.id ?? '',
      })),
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
    return waiting.length - waiting.filter(({ caseId }) => refused.has(caseId)).length;
  });
}

type Ringing = { bell: CaseStart; name: string; inputId: string };

/**
 * Rings many bells at once. One that the engine refuses keeps nobody else's from being heard: it counts as rung, and the
 * sweeper rings it again.
 * @returns the cases whose bell was refused
 * @throws when the engine is away
 */
async function ringAll(client: Client, ringings: readonly Ringing[]): Promise<ReadonlySet<string>> {
  const outcomes = await Promise.allSettled(ringings.map(({ bell, name, inputId }) => ring(client, bell, name, inputId)));
  const refused = new Set<string>();
  for (const [index, outcome] of outcomes.entries()) {
    if (outcome.status === 'fulfilled') continue;
    if (!isRefusal(outcome.reason)) throw outcome.reason;
    refused.add(ringings[index]?.bell.caseId ?? '');
  }
  return refused;
}

const MISSED = 'Missed';
const SWEPT_AT_ONCE = 500;

/** Rings again for what was missed: inputs not taken, wakes overdue, steps nobody has ended. @returns the cases rung for */
export async function sweep(db: Db, client: Client, now = Date.now()): Promise<number> {
  const cases = await missedCases(db, now);
  const bells = [...(await bellsOf(db, cases)).values()];
  let refused = 0;
  for (let done = 0; done < bells.length; done += BATCH) {
    const batch = bells.slice(done, done + BATCH).map((bell) => ({ bell, name: MISSED, inputId: '' }));
    refused += (await ringAll(client, batch)).size;
  }
  if (refused > 0) throw new Error(`the engine refuses the bells of ${refused} cases`);
  return bells.length;
}

/** In no order: cases that are missed each time must not keep others from being swept. */
async function missedCases(db: Db, now: number): Promise<string[]> {
  const missed = new Date(now - MISSED_MS);
  const someOf = sql`random()`;
  const untaken = await db
    .select({ caseId: inbox.caseId })
    .from(inbox)
    .where(and(isNull(inbox.takenAt), isNull(inbox.parkedAt), lt(inbox.recordedAt, missed)))
    .groupBy(inbox.caseId)
    .orderBy(someOf)
    .limit(SWEPT_AT_ONCE);
  const overdue = await db
    .select({ caseId: caseState.caseId })
    .from(caseState)
    .where(lt(caseState.wakeAt, missed))
    .orderBy(someOf)
    .limit(SWEPT_AT_ONCE);
  const steps = await db
    .select({ caseId: caseStep.caseId })
    .from(caseStep)
    .where(and(eq(caseStep.status, 'pending'), lt(caseStep.createdAt, new Date(now - STEP_MISSED_MS))))
    .groupBy(caseStep.caseId)
    .orderBy(someOf)
    .limit(SWEPT_AT_ONCE);
  return [...new Set([...untaken, ...overdue, ...steps].map(({ caseId }) => caseId))];
}

/** What it takes to start a case's workflow. */
export async function bellsOf(db: Pick<Db, 'select'>, caseIds: readonly string[]): Promise<Map<string, CaseStart>> {
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
