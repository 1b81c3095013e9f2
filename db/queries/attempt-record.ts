import { and, eq } from 'drizzle-orm';
import { rises, type AttemptStatus } from '#domain/contact/attempt-status.ts';
import type { CaseInput, Refusal } from '#domain/case/vocabulary.ts';
import type { Transaction } from '#db/client.ts';
import { insertInput } from '#db/queries/inbox.ts';
import { together } from '#db/queries/together.ts';
import { inputId } from '#db/input-id.ts';
import { attempt, attemptEvent, caseStep, change } from '#db/schema/index.ts';

export type AttemptRow = typeof attempt.$inferSelect;
type Told = { status: AttemptStatus; evidence: string; detail?: Record<string, unknown>; now: Date };

/** Locks an attempt; undefined when it was never reserved. */
export async function lockAttempt(tx: Transaction, id: string): Promise<AttemptRow | undefined> {
  const [row] = await tx.select().from(attempt).where(eq(attempt.id, id)).for('update');
  return row;
}

/**
 * Appends what was learned about a locked attempt; its status rises or stays.
 * @returns the status it has now
 */
export async function tell(
  tx: Transaction,
  row: AttemptRow,
  { status, evidence, detail = {}, now }: Told,
  also: Partial<AttemptRow> = {},
): Promise<AttemptStatus> {
  const raised = rises(row.status, status);
  const { tenantId, creditorId, caseId } = row;
  await together([
    tx.insert(attemptEvent).values({
      attemptId: row.id,
      seq: 0, // given by the chain
      tenantId,
      creditorId,
      status,
      raised: raised ? 'yes' : 'no',
      evidence,
      detail,
      recordedAt: now,
    }),
    tx
      .update(attempt)
      .set({ ...also, ...(raised && { status }), updatedAt: now })
      .where(eq(attempt.id, row.id)),
    tx.insert(change).values({ tenantId, creditorId, caseId, kind: 'attempt', ref: row.id }),
  ]);
  return raised ? status : row.status;
}

/** Tells the case that an attempt has ended. The id follows from attempt and status, so that every witness may say it. */
export async function reportEnd(
  tx: Transaction,
  row: Pick<AttemptRow, 'id' | 'tenantId' | 'creditorId' | 'caseId'>,
  end: { status: AttemptStatus; refusal?: Refusal; rung: boolean; now: Date },
): Promise<void> {
  const { status, refusal, rung, now } = end;
  const body: CaseInput = { type: 'AttemptEnded', attemptId: row.id, status, ...(refusal && { refusal }) };
  const { tenantId, creditorId, caseId } = row;
  const id = inputId('attempt-ended', row.id, status);
  await insertInput(tx, { id, tenantId, creditorId, caseId, body, recordedAt: now, ...(rung && { signalledAt: now }) });
}

export async function endStep(tx: Transaction, stepId: string, outcome: Record<string, unknown>, now: Date): Promise<void> {
  await tx
    .update(caseStep)
    .set({ status: 'done', outcome, endedAt: now })
    .where(and(eq(caseStep.id, stepId), eq(caseStep.status, 'pending')));
}
