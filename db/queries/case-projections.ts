import { and, eq, isNull, sql } from 'drizzle-orm';
import type { CaseEvent } from '#domain/case/vocabulary.ts';
import type { Transaction } from '#db/client.ts';
import type { CaseRow } from '#db/queries/case-decision.ts';
import { account, caseStep, change, contactPoint, handoff, hold, promise } from '#db/schema/index.ts';

type Event<T extends CaseEvent['type']> = Extract<CaseEvent, { type: T }>;
type Project<T extends CaseEvent['type']> = (tx: Transaction, row: CaseRow, event: Event<T>) => Promise<unknown>;

/** Rows that screens and the gate read, written in the transaction of the decision they follow from. */
const PROJECTIONS: { [T in CaseEvent['type']]?: Project<T> } = {
  HandoffClaimed: (tx, _row, { handoffId, by, realAt, leaseUntil }) =>
    setHandoff(tx, handoffId, { status: 'claimed', claimedBy: by, claimedAt: new Date(realAt), leaseUntil: new Date(leaseUntil) }),
  HandoffRenewed: (tx, _row, { handoffId, leaseUntil }) => setHandoff(tx, handoffId, { leaseUntil: new Date(leaseUntil) }),
  HandoffReturned: (tx, _row, { handoffId }) =>
    setHandoff(tx, handoffId, { status: 'offered', claimedBy: null, claimedAt: null, leaseUntil: null }),
  HandoffCompleted: (tx, _row, { handoffId, disposition, realAt }) =>
    setHandoff(tx, handoffId, { status: 'completed', disposition, leaseUntil: null, endedAt: new Date(realAt) }),
  HandoffWithdrawn: async (tx, row, { handoffId, realAt }) => {
    await setHandoff(tx, handoffId, { status: 'withdrawn', leaseUntil: null, endedAt: new Date(realAt) });
    // This offer, not made yet, must not be made any more.
    await tx
      .update(caseStep)
      .set({ status: 'cancelled', endedAt: new Date(realAt) })
      .where(and(eq(caseStep.caseId, row.caseId), eq(caseStep.status, 'pending'), sql`${caseStep.body}->>'handoffId' = ${handoffId}`));
  },
  PromiseMade: (tx, { tenantId, creditorId, caseId }, { promiseId, amountMinor, currency, dueOn, by, at, realAt }) =>
    tx.insert(promise).values({
      id: promiseId,
      tenantId,
      creditorId,
      caseId,
      amountMinor,
      currency,
      dueOn,
      state: 'open',
      madeBy: by,
      madeAt: new Date(at),
      recordedAt: new Date(realAt),
    }),
  PromiseKept: (tx, _row, event) => endPromise(tx, event, 'kept'),
  PromiseBroken: (tx, _row, event) => endPromise(tx, event, 'broken'),
  PromiseWithdrawn: (tx, _row, event) => endPromise(tx, event, 'withdrawn'),
  HoldPlaced: (tx, { tenantId, creditorId, caseId }, { holdId, kind, until, by, realAt }) =>
    tx
      .insert(hold)
      .values({
        id: holdId,
        tenantId,
        creditorId,
        caseId,
        kind,
        because: '',
        placedBy: by,
        placedAt: new Date(realAt),
        ...(until && { until: new Date(until) }),
      })
      .onConflictDoNothing(),
  HoldEnded: (tx, _row, { holdId, by, realAt }) =>
    tx
      .update(hold)
      .set({ releasedBy: by, releasedAt: new Date(realAt) })
      .where(and(eq(hold.id, holdId), isNull(hold.releasedAt))),
  WrongPersonReported: (tx, _row, { contactPointId, realAt }) =>
    tx
      .update(contactPoint)
      .set({ state: 'wrong-person', stateAt: new Date(realAt) })
      .where(eq(contactPoint.id, contactPointId)),
  AccountEnded: (tx, _row, { accountId, why, realAt }) =>
    tx
      .update(account)
      .set({ status: 'closed', closureReason: why, closedAt: new Date(realAt) })
      .where(and(eq(account.id, accountId), eq(account.status, 'open'))),
};

/** Follows the events of one decision, and tells the open pages. */
export async function project(tx: Transaction, row: CaseRow, events: readonly CaseEvent[]): Promise<void> {
  for (const event of events) await (PROJECTIONS[event.type] as Project<CaseEvent['type']> | undefined)?.(tx, row, event);
  if (events.length === 0) return;
  const { tenantId, creditorId, caseId } = row;
  const handoffs = events.flatMap((event) => ('handoffId' in event && event.type !== 'HandoffOffered' ? [event.handoffId] : []));
  const kinds = [{ kind: 'case' as const, ref: caseId }, ...new Set(handoffs)].map((entry) =>
    typeof entry === 'string' ? { kind: 'handoff' as const, ref: entry } : entry,
  );
  await tx.insert(change).values(kinds.map((entry) => ({ ...entry, tenantId, creditorId, caseId })));
}

const setHandoff = (tx: Transaction, id: string, values: Partial<typeof handoff.$inferInsert>) =>
  tx.update(handoff).set(values).where(eq(handoff.id, id));

const endPromise = (tx: Transaction, { promiseId, at }: { promiseId: string; at: number }, state: 'kept' | 'broken' | 'withdrawn') =>
  tx
    .update(promise)
    .set({ state, endedAt: new Date(at) })
    .where(eq(promise.id, promiseId));
