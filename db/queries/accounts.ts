import { and, desc, eq, inArray, isNull, ne, sql } from 'drizzle-orm';
import type { Transaction } from '#db/client.ts';
import { account, contactPoint, creditor, hold, ledgerEntry, partyRole } from '#db/schema/index.ts';

const paid = sql<number>`(select coalesce(-sum(${ledgerEntry.amountMinor}), 0)::bigint from ${ledgerEntry}
  where ${ledgerEntry.accountId} = ${account.id} and ${ledgerEntry.kind} in ('payment', 'reversal'))`.mapWith(Number);

export const accountsOf = (tx: Transaction, caseId: string) =>
  tx.select({ account, paidMinor: paid }).from(account).where(eq(account.caseId, caseId)).orderBy(account.placedAt, account.id);

export const openHoldsOf = (tx: Transaction, caseId: string) =>
  tx
    .select()
    .from(hold)
    .where(and(eq(hold.caseId, caseId), isNull(hold.releasedAt)))
    .orderBy(hold.placedAt);

/** Accounts of whoever answers at an address, third parties aside; newest first. */
export async function accountsAt(tx: Transaction, addressHash: string, limit: number) {
  const parties = tx.select({ id: contactPoint.partyId }).from(contactPoint).where(eq(contactPoint.addressHash, addressHash));
  const owing = tx
    .select({ id: partyRole.accountId })
    .from(partyRole)
    .where(and(inArray(partyRole.partyId, parties), ne(partyRole.role, 'reference')));
  return tx
    .select({ account, creditor: creditor.name })
    .from(account)
    .innerJoin(creditor, eq(creditor.id, account.creditorId))
    .where(inArray(account.id, owing))
    .orderBy(desc(account.placedAt), account.id)
    .limit(limit);
}
