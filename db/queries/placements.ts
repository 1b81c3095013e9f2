import { and, asc, eq, sql } from 'drizzle-orm';
import type { Transaction } from '#db/client.ts';
import { lockKeys } from '#db/queries/gate-locks.ts';
import { account, creditor, party, partyRole, placement } from '#db/schema/index.ts';

export type PlacementRow = typeof placement.$inferSelect;

/** The creditor an import is for; undefined when this scope can't see it. */
export async function findCreditor(tx: Transaction, creditorId: string) {
  const [found] = await tx.select().from(creditor).where(eq(creditor.id, creditorId));
  return found;
}

/** One import a creditor at a time: each reads what the one before it left behind, and waits for it as long as a file may take. */
export async function lockPlacements(tx: Transaction, creditorId: string): Promise<void> {
  await tx.execute(sql`select set_config('lock_timeout', '2min', true), set_config('statement_timeout', '3min', true)`);
  await lockKeys(tx, [`placement:${creditorId}`]);
}

export async function findPlacement(tx: Transaction, id: string): Promise<PlacementRow | undefined> {
  const [found] = await tx.select().from(placement).where(eq(placement.id, id));
  return found;
}

export async function findSameFile(tx: Transaction, same: { creditorId: string; fileHash: string }): Promise<PlacementRow | undefined> {
  const [found] = await tx
    .select()
    .from(placement)
    .where(and(eq(placement.creditorId, same.creditorId), eq(placement.fileHash, same.fileHash)))
    .orderBy(asc(placement.recordedAt))
    .limit(1);
  return found;
}

export async function insertPlacement(tx: Transaction, row: typeof placement.$inferInsert): Promise<void> {
  await tx.insert(placement).values(row);
}

export type StoredAccount = Pick<
  typeof account.$inferSelect,
  'id' | 'caseId' | 'placementId' | 'accountRef' | 'values' | 'status' | 'balanceMinor'
>;
export type StoredRole = {
  accountId: string;
  partyId: string;
  role: (typeof partyRole.$inferSelect)['role'];
  personId: string;
  name: string;
  nationalIdHash: string | null;
};

/** Every account of a creditor, and who stands in which role on it. */
export async function storedAccounts(tx: Transaction, creditorId: string): Promise<{ accounts: StoredAccount[]; roles: StoredRole[] }> {
  const accounts = await tx
    .select({
      id: account.id,
      caseId: account.caseId,
      placementId: account.placementId,
      accountRef: account.accountRef,
      values: account.values,
      status: account.status,
      balanceMinor: account.balanceMinor,
    })
    .from(account)
    .where(eq(account.creditorId, creditorId))
    .orderBy(account.placedAt, account.id);
  const roles = await tx
    .select({
      accountId: partyRole.accountId,
      partyId: partyRole.partyId,
      role: partyRole.role,
      personId: party.personId,
      name: party.name,
      nationalIdHash: party.nationalIdHash,
    })
    .from(partyRole)
    .innerJoin(party, eq(party.id, partyRole.partyId))
    .where(eq(partyRole.creditorId, creditorId))
    .orderBy(party.createdAt, party.id);
  return { accounts, roles };
}

/** Accounts as they stand at this moment, locked against payments and decisions until the transaction ends. */
export async function lockAccounts(
  tx: Transaction,
  ids: readonly string[],
): Promise<Map<string, Pick<StoredAccount, 'status' | 'balanceMinor'>>> {
  if (ids.length === 0) return new Map();
  const rows = await tx
    .select({ id: account.id, status: account.status, balanceMinor: account.balanceMinor })
    .from(account)
    .where(sql`${account.id} in (select (jsonb_array_elements_text(${JSON.stringify(ids)}::text::jsonb))::uuid)`)
    .orderBy(account.id)
    .for('update');
  return new Map(rows.map(({ id, ...now }) => [id, now]));
}
