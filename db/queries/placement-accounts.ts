import { and, eq, inArray, sql } from 'drizzle-orm';
import type { Transaction } from '#db/client.ts';
import { inChunks } from '#db/queries/placement-bulk.ts';
import { account, ledgerEntry, partyRole } from '#db/schema/index.ts';

/** New accounts, and known ones as the file leaves them; case, placement and status of a known one stay. */
export const saveAccounts = (tx: Transaction, rows: readonly (typeof account.$inferInsert)[]): Promise<void> =>
  inChunks(rows, (some) =>
    tx
      .insert(account)
      .values(some)
      .onConflictDoUpdate({
        target: account.id,
        set: {
          values: sql`excluded."values"`,
          principalMinor: sql`excluded.principal_minor`,
          interestMinor: sql`excluded.interest_minor`,
          feesMinor: sql`excluded.fees_minor`,
          costsMinor: sql`excluded.costs_minor`,
          balanceMinor: sql`excluded.balance_minor`,
        },
      }),
  );

export const saveRoles = (tx: Transaction, rows: readonly (typeof partyRole.$inferInsert)[]): Promise<void> =>
  inChunks(rows, (some) => tx.insert(partyRole).values(some).onConflictDoNothing());

/** The place of an entry in its account's chain is found by a trigger. */
export const insertEntries = (tx: Transaction, rows: readonly Omit<typeof ledgerEntry.$inferInsert, 'seq'>[]): Promise<void> =>
  inChunks(rows, (some) => tx.insert(ledgerEntry).values(some.map((row) => ({ ...row, seq: 0 }))));

export type Closing = { accountId: string; status: 'closed' | 'recalled'; reason: string };

/** Ends accounts that are still open, each with the creditor's reason. */
export async function closeAccounts(tx: Transaction, closings: readonly Closing[], at: Date): Promise<void> {
  const alike = Map.groupBy(closings, ({ status, reason }) => `${status} ${reason}`);
  for (const group of alike.values()) {
    const [{ status, reason } = { status: 'closed' as const, reason: '' }] = group;
    await inChunks(group, (some) =>
      tx
        .update(account)
        .set({
          status,
          closureReason: reason,
          closedAt: at,
          values: sql`${account.values} || jsonb_build_object('closureReason', ${reason}::text)`,
        })
        .where(
          and(
            eq(account.status, 'open'),
            inArray(
              account.id,
              some.map(({ accountId }) => accountId),
            ),
          ),
        ),
    );
  }
}
