import { sql } from 'drizzle-orm';
import type { Transaction } from '#db/client.ts';

/** The lock a case's decisions, holds, closures and contacts share. */
export const caseLock = (caseId: string): string => `case:${caseId}`;

/**
 * Takes the advisory locks of a contact or of what may stop one, until the transaction ends.
 * In one fixed order, so that two takers of overlapping keys queue and never deadlock.
 */
export async function lockKeys(tx: Transaction, keys: readonly string[]): Promise<void> {
  const sorted = [...new Set(keys)].sort();
  const list = sql.join(
    sorted.map((key) => sql`${key}`),
    sql`, `,
  );
  await tx.execute(
    sql`select pg_advisory_xact_lock(hashtextextended(current_setting('app.tenant') || k, 0)) from unnest(array[${list}]::text[]) with ordinality as t(k, n) order by n`,
  );
}
