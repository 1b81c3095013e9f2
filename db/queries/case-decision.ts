import { and, eq, inArray, isNull, sql } from 'drizzle-orm';
import { NEW_CASE, type Case } from '#domain/case/case.ts';
import { evolve } from '#domain/case/evolve.ts';
import { FACTS, REQUESTS, type Answer, type CaseEvent, type Step } from '#domain/case/vocabulary.ts';
import type { InputId, StepRef } from '#domain/case/run.ts';
import type { Transaction } from '#db/client.ts';
import { caseEvent, caseState, caseStep, inbox } from '#db/schema/index.ts';

export type CaseRow = typeof caseState.$inferSelect;
export type InboxRow = typeof inbox.$inferSelect;

/** The row every decision about a case is serialised by. */
export async function lockCase(tx: Transaction, caseId: string): Promise<CaseRow | undefined> {
  const [row] = await tx.select().from(caseState).where(eq(caseState.caseId, caseId)).for('update');
  return row;
}

/** The state as this release folds it: taken from the projection, or folded again when another `evolve` made that. */
export async function foldedState(tx: Transaction, row: CaseRow, evolveHash: string): Promise<Case> {
  if (row.state && row.evolveHash === evolveHash) return row.state;
  const events = await tx.select({ body: caseEvent.body }).from(caseEvent).where(eq(caseEvent.caseId, row.caseId)).orderBy(caseEvent.seq);
  return events.map(({ body }) => body).reduce(evolve, NEW_CASE);
}

/** Inputs of kinds this release knows. One of a newer release waits untaken for that release; those behind it go on. */
const known: readonly string[] = [...FACTS, ...REQUESTS];
const waiting = (caseId: string) =>
  and(eq(inbox.caseId, caseId), isNull(inbox.takenAt), isNull(inbox.parkedAt), inArray(inbox.type, [...known]));

export async function nextInput(tx: Transaction, caseId: string): Promise<InboxRow | undefined> {
  const [row] = await tx.select().from(inbox).where(waiting(caseId)).orderBy(inbox.position).limit(1);
  return row;
}

/** The case's own waking, recorded like any input: taken as it is made. */
export async function insertWoke(tx: Transaction, row: CaseRow, now: Date): Promise<InboxRow> {
  const [made] = await tx.insert(inbox).values(wakingOf(row, now)).returning();
  if (!made) throw new Error('the waking was not recorded');
  return made;
}

/**
 * A waking that no retry can take is parked like any other input, and the case wakes again later: it must neither spin,
 * nor sleep for ever, nor keep the inputs of others from being answered.
 */
export async function parkWaking(tx: Transaction, row: CaseRow, error: string, at: { now: Date; again: Date }): Promise<void> {
  await tx.insert(inbox).values({ ...wakingOf(row, at.now), failures: FAILURES_UNTIL_PARKED, error, parkedAt: at.now });
  await tx.update(caseState).set({ wakeAt: at.again }).where(eq(caseState.caseId, row.caseId));
}

const wakingOf = ({ tenantId, creditorId, caseId }: CaseRow, now: Date): typeof inbox.$inferInsert => ({
  id: crypto.randomUUID(),
  tenantId,
  creditorId,
  caseId,
  type: 'Woke',
  body: { type: 'Woke' },
  recordedAt: now,
  signalledAt: now,
});

type Identity = Pick<CaseRow, 'tenantId' | 'creditorId' | 'caseId'>;

export async function appendEvents(
  tx: Transaction,
  row: CaseRow,
  from: { inputId: string; seq: number },
  events: readonly CaseEvent[],
): Promise<void> {
  if (events.length === 0) return;
  const { tenantId, creditorId, caseId } = row;
  await tx.insert(caseEvent).values(
    events.map((body, index) => ({
      tenantId,
      creditorId,
      caseId,
      seq: from.seq + index + 1,
      type: body.type,
      body,
      inputId: from.inputId,
      occurredAt: new Date(body.at),
      recordedAt: new Date(body.realAt),
    })),
  );
}

export async function writeSteps(
  tx: Transaction,
  { tenantId, creditorId, caseId, epoch }: Identity & { epoch: number },
  steps: readonly Step[],
): Promise<void> {
  if (steps.length === 0) return;
  await tx
    .insert(caseStep)
    .values(steps.map(({ id, type, because, ...body }) => ({ id, type, because, body, tenantId, creditorId, caseId, epoch })));
}

export type Projection = { state: Case; evolveHash: string; wakeAt: Date | undefined; because: string; now: Date };

/** @returns the row as it is now */
export async function writeState(
  tx: Transaction,
  caseId: string,
  { state, evolveHash, wakeAt, because, now }: Projection,
): Promise<CaseRow> {
  const open = state.accounts.filter(({ ended }) => !ended);
  // One figure is one currency's; a second currency stands on the case page, by account.
  const currency = (open[0] ?? state.accounts[0])?.currency;
  const [row] = await tx
    .update(caseState)
    .set({
      state,
      evolveHash,
      because,
      seq: state.seq,
      stage: state.stage,
      open: state.stage !== 'closed',
      balanceMinor: open.reduce((sum, account) => sum + (account.currency === currency ? account.balanceMinor : 0), 0),
      currency: currency ?? null,
      wakeAt: wakeAt ?? null,
      decidedAt: now,
      updatedAt: now,
    })
    .where(eq(caseState.caseId, caseId))
    .returning();
  if (!row) throw new RangeError('the case is gone');
  return row;
}

export async function settleInput(tx: Transaction, id: InputId, answer: Answer, now: Date): Promise<void> {
  await tx.update(inbox).set({ takenAt: now, answer }).where(eq(inbox.id, id));
}

export async function pendingSteps(tx: Transaction, caseId: string): Promise<StepRef[]> {
  const rows = await tx
    .select({ id: caseStep.id, type: caseStep.type, because: caseStep.because })
    .from(caseStep)
    .where(and(eq(caseStep.caseId, caseId), eq(caseStep.status, 'pending')))
    .orderBy(caseStep.createdAt, caseStep.id);
  return rows as StepRef[];
}

/** Answers for asked inputs. One that is parked, or unknown here, is answered too: a handler must never wait for ever. */
export async function answersFor(tx: Transaction, asked: readonly InputId[]): Promise<[InputId, Answer][]> {
  if (asked.length === 0) return [];
  const rows = await tx
    .select({ id: inbox.id, answer: inbox.answer, parkedAt: inbox.parkedAt })
    .from(inbox)
    .where(inArray(inbox.id, [...asked]));
  return asked.flatMap((id): [InputId, Answer][] => {
    const row = rows.find((candidate) => candidate.id === id);
    if (!row) return [[id, { ignored: 'nothing-to-record' }]];
    if (row.answer) return [[id, row.answer]];
    return row.parkedAt ? [[id, { refused: 'stuck' }]] : [];
  });
}

/** After this many failures an input is parked with its error and the rest go on. */
export const FAILURES_UNTIL_PARKED = 3;

/** @returns whether the input is parked now */
export async function countFailure(tx: Transaction, id: InputId, error: string, now: Date): Promise<boolean> {
  const [row] = await tx
    .update(inbox)
    .set({
      failures: sql`${inbox.failures} + 1`,
      error,
      parkedAt: sql`case when ${inbox.failures} + 1 >= ${FAILURES_UNTIL_PARKED} then ${now.toISOString()}::timestamptz end`,
    })
    .where(and(eq(inbox.id, id), isNull(inbox.takenAt)))
    .returning({ parkedAt: inbox.parkedAt });
  return !!row?.parkedAt;
}

export async function hasUntaken(tx: Transaction, caseId: string): Promise<boolean> {
  const [row] = await tx.select({ id: inbox.id }).from(inbox).where(waiting(caseId)).limit(1);
  return !!row;
}
