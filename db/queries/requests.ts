import { eq } from 'drizzle-orm';
import type { Transaction } from '#db/client.ts';
import { auditEvent, caseState, collectionCase, handoff, hold, inbox, note } from '#db/schema/index.ts';

/** Where a case runs: what its workflow is started with. Undefined for a case this scope can't see. */
export async function findRun(tx: Transaction, caseId: string) {
  const [run] = await tx
    .select({
      tenant: collectionCase.tenantId,
      caseId: collectionCase.id,
      creditorId: collectionCase.creditorId,
      epoch: caseState.epoch,
      open: caseState.open,
      playbookId: collectionCase.playbookId,
    })
    .from(collectionCase)
    .innerJoin(caseState, eq(caseState.caseId, collectionCase.id))
    .where(eq(collectionCase.id, caseId));
  return run;
}

export async function caseOfHandoff(tx: Transaction, handoffId: string): Promise<string | undefined> {
  const [found] = await tx.select({ caseId: handoff.caseId }).from(handoff).where(eq(handoff.id, handoffId));
  return found?.caseId;
}

export async function caseOfHold(tx: Transaction, holdId: string): Promise<string | undefined> {
  const [found] = await tx.select({ caseId: hold.caseId }).from(hold).where(eq(hold.id, holdId));
  return found?.caseId;
}

export async function findInput(tx: Transaction, id: string) {
  const [found] = await tx.select().from(inbox).where(eq(inbox.id, id));
  return found;
}

/** What was recorded of a request beside its input: enough to tell a repetition from another request with the same key. */
export async function fingerprintOf(tx: Transaction, auditId: string): Promise<unknown> {
  const [found] = await tx.select({ detail: auditEvent.detail }).from(auditEvent).where(eq(auditEvent.id, auditId));
  return found?.detail['fingerprint'];
}

type NewNote = { tenantId: string; creditorId: string; caseId: string; inputId: string; author: string; text: string };
export async function insertNote(tx: Transaction, row: NewNote): Promise<void> {
  await tx.insert(note).values({ id: crypto.randomUUID(), ...row });
}

export async function insertHold(tx: Transaction, row: typeof hold.$inferInsert): Promise<void> {
  await tx.insert(hold).values(row);
}
