import { and, eq } from 'drizzle-orm';
import type { Transaction } from '#db/client.ts';
import { caseLock, lockKeys } from '#db/queries/gate-locks.ts';
import { account, ledgerEntry } from '#db/schema/index.ts';

/** Locks an account, its case first: whoever contacts, decides or closes takes that lock, and nothing leaves after it is paid. */
export async function lockAccount(tx: Transaction, { creditorId, accountRef }: { creditorId: string; accountRef: string }) {
  const at = and(eq(account.creditorId, creditorId), eq(account.accountRef, accountRef));
  const [known] = await tx.select({ caseId: account.caseId }).from(account).where(at);
  if (!known) return undefined;
  await lockKeys(tx, [caseLock(known.caseId)]);
  const [found] = await tx.select().from(account).where(at).for('update');
  return found;
}
export type AccountRow = NonNullable<Awaited<ReturnType<typeof lockAccount>>>;

/** An entry by its sender's own id. */
export async function findEntry(
  tx: Transaction,
  { creditorId, kind, externalId }: Pick<typeof ledgerEntry.$inferSelect, 'creditorId' | 'kind' | 'externalId'>,
) {
  const [found] = await tx
    .select()
    .from(ledgerEntry)
    .where(and(eq(ledgerEntry.creditorId, creditorId), eq(ledgerEntry.kind, kind), eq(ledgerEntry.externalId, externalId)));
  return found;
}
export type EntryRow = NonNullable<Awaited<ReturnType<typeof findEntry>>>;

/** @returns undefined when an entry with this id of its sender's is there already. Its place in the chain is found by a trigger. */
export async function insertEntry(tx: Transaction, entry: Omit<typeof ledgerEntry.$inferInsert, 'seq'>): Promise<EntryRow | undefined> {
  const [made] = await tx
    .insert(ledgerEntry)
    .values({ ...entry, seq: 0 })
    .onConflictDoNothing({ target: [ledgerEntry.tenantId, ledgerEntry.creditorId, ledgerEntry.kind, ledgerEntry.externalId] })
    .returning();
  return made;
}

export async function setBalance(tx: Transaction, accountId: string, balanceMinor: number): Promise<void> {
  await tx.update(account).set({ balanceMinor }).where(eq(account.id, accountId));
}
