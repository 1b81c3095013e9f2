import { and, eq, inArray, isNotNull, isNull, lt, notExists, notInArray, or, sql } from 'drizzle-orm';
import type { Transaction } from '#db/client.ts';
import { account, attempt, caseEvent, caseState, caseStep, gateVerdict, inbox, ledgerEntry } from '#db/schema/index.ts';

/**
 * What must stay true of a tenant's rows, each as the list of rows for which it isn't. To be asked as a role that sees
 * the whole tenant; a list is empty in every moment between two transactions, not only when all is quiet.
 */

const one = { one: sql`1` };

/** Open cases that neither wake by themselves nor have an input that wakes them. */
export async function openCasesWithoutWake(tx: Transaction): Promise<string[]> {
  const untaken = tx
    .select(one)
    .from(inbox)
    .where(and(eq(inbox.caseId, caseState.caseId), isNull(inbox.takenAt), isNull(inbox.parkedAt)));
  const rows = await tx
    .select({ caseId: caseState.caseId })
    .from(caseState)
    .where(and(eq(caseState.open, true), isNull(caseState.wakeAt), notExists(untaken)))
    .orderBy(caseState.caseId);
  return rows.map(({ caseId }) => caseId);
}

/** Attempts that went past their reservation without an `allow` of the gate for that very attempt. */
export async function attemptsLeftWithoutAllow(tx: Transaction): Promise<string[]> {
  const allowed = tx
    .select(one)
    .from(gateVerdict)
    .where(and(eq(gateVerdict.id, attempt.verdictId), eq(gateVerdict.attemptId, attempt.id), eq(gateVerdict.decision, 'allow')));
  const rows = await tx
    .select({ id: attempt.id })
    .from(attempt)
    .where(and(notInArray(attempt.status, ['reserved', 'suppressed', 'cancelled']), notExists(allowed)))
    .orderBy(attempt.id);
  return rows.map(({ id }) => id);
}

/** Of the inputs somebody was told are kept: those that aren't there. */
export async function inputsLost(tx: Transaction, acknowledged: readonly string[]): Promise<string[]> {
  const rows =
    acknowledged.length > 0
      ? await tx
          .select({ id: inbox.id })
          .from(inbox)
          .where(inArray(inbox.id, [...acknowledged]))
      : [];
  const kept = new Set(rows.map(({ id }) => id));
  return acknowledged.filter((id) => !kept.has(id));
}

/** Inputs taken without an answer or answered without being taken, and events of inputs that were never taken. */
export async function inputsHalfTaken(tx: Transaction): Promise<string[]> {
  const halves = await tx
    .select({ id: inbox.id })
    .from(inbox)
    .where(or(and(isNotNull(inbox.takenAt), isNull(inbox.answer)), and(isNull(inbox.takenAt), isNotNull(inbox.answer))));
  const taken = tx
    .select(one)
    .from(inbox)
    .where(and(eq(inbox.id, caseEvent.inputId), isNotNull(inbox.takenAt)));
  const orphans = await tx.selectDistinct({ id: caseEvent.inputId }).from(caseEvent).where(notExists(taken));
  return [...halves, ...orphans].map(({ id }) => id).sort();
}

/** Inputs that nobody took since `before` and that are not parked either. */
export async function inputsLeftWaiting(tx: Transaction, before: Date): Promise<string[]> {
  const rows = await tx
    .select({ id: inbox.id })
    .from(inbox)
    .where(and(isNull(inbox.takenAt), isNull(inbox.parkedAt), lt(inbox.recordedAt, before)))
    .orderBy(inbox.position);
  return rows.map(({ id }) => id);
}

/** Attempts under way of which no pending step and no deadline of the case's would ever say the end. */
export async function attemptsForgotten(tx: Transaction): Promise<string[]> {
  const pending = tx
    .select(one)
    .from(caseStep)
    .where(and(eq(caseStep.id, attempt.id), eq(caseStep.status, 'pending')));
  const known = sql`exists (select from ${caseState} where ${caseState.caseId} = ${attempt.caseId}
    and ${caseState.state}->'attempts' @> jsonb_build_array(jsonb_build_object('id', ${attempt.id})))`;
  const ended = tx
    .select(one)
    .from(inbox)
    .where(and(eq(inbox.caseId, attempt.caseId), eq(inbox.type, 'AttemptEnded'), sql`${inbox.body}->>'attemptId' = ${attempt.id}`));
  const rows = await tx
    .select({ id: attempt.id })
    .from(attempt)
    .where(
      and(
        inArray(attempt.status, ['reserved', 'submitting', 'submitted', 'sent']),
        notExists(pending),
        sql`not ${known}`,
        notExists(ended),
      ),
    )
    .orderBy(attempt.id);
  return rows.map(({ id }) => id);
}

/**
 * Accounts whose balance is not the sum of their ledger entries. A payment is entered whole; what exceeds the balance is
 * set aside by a correction of the opposite sign, so that the sum holds and never falls below 0.
 */
export async function balancesOff(tx: Transaction): Promise<{ accountId: string; balanceMinor: number; ledgerMinor: number }[]> {
  const ledger = sql<number>`(select coalesce(sum(${ledgerEntry.amountMinor}), 0)::bigint from ${ledgerEntry} where ${ledgerEntry.accountId} = ${account.id})`;
  return tx
    .select({ accountId: account.id, balanceMinor: account.balanceMinor, ledgerMinor: ledger.mapWith(Number) })
    .from(account)
    .where(or(sql`${account.balanceMinor} <> ${ledger}`, lt(account.balanceMinor, 0)))
    .orderBy(account.id);
}
