import { asc, gt, sql } from 'drizzle-orm';
import type { Db, Transaction } from '#db/client.ts';
import { change } from '#db/schema/index.ts';

type Change = Omit<typeof change.$inferInsert, 'id' | 'published' | 'recordedAt'>;
/** Tells open pages. */
export async function announce(tx: Transaction, changes: readonly Change[]): Promise<void> {
  if (changes.length > 0) await tx.insert(change).values([...changes]);
}

/** Changes after a cursor, in the order the tailer numbered them. Read as c1_relay: over all tenants. */
export const changesAfter = (db: Db, cursor: number, limit: number) =>
  db.select().from(change).where(gt(change.published, cursor)).orderBy(asc(change.published)).limit(limit);

/** The first and last cursor there are rows of; 0 when there are none. */
export async function cursors(db: Db): Promise<{ first: number; last: number }> {
  const [row] = await db
    .select({
      first: sql<number>`coalesce(min(${change.published}), 0)`.mapWith(Number),
      last: sql<number>`coalesce(max(${change.published}), 0)`.mapWith(Number),
    })
    .from(change);
  return row ?? { first: 0, last: 0 };
}
