import { sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';
import type { Limits } from '#db/limits.ts';

/** Connections of one role to one database; those of a program that serves others have limits. `end` waits for what is under way. */
export const connect = (url: string, max = 10, limits?: Limits) => {
  const connection = { application_name: 'c1', ...(limits && settingsOf(limits)) };
  const client = postgres(url, { max, onnotice: () => {}, connection });
  return { client, db: drizzle({ client }), end: () => client.end({ timeout: 5 }) };
};

const settingsOf = ({ lockMs, statementMs, idleMs }: Limits) => ({
  lock_timeout: lockMs,
  statement_timeout: statementMs,
  idle_in_transaction_session_timeout: idleMs,
});

export type Connection = ReturnType<typeof connect>;
export type Db = Connection['db'];
export type Transaction = Parameters<Parameters<Db['transaction']>[0]>[0];

/** One tenant, and of its creditors those granted. */
export type Scope = { tenantId: string; creditorIds: readonly string[] };

/** Runs `work` in one transaction that sees the rows of one tenant and its granted creditors only. */
export const asCreditors = <T>(db: Db, { tenantId, creditorIds }: Scope, work: (tx: Transaction) => Promise<T>): Promise<T> =>
  db.transaction(async (tx) => {
    await tx.execute(
      sql`select set_config('app.tenant', ${tenantId}, true), set_config('app.creditors', ${`{${creditorIds.join(',')}}`}, true)`,
    );
    return work(tx);
  });

/** Runs `work` in one transaction that sees every creditor of one tenant; for roles whose policies are tenant-wide. */
export const asTenant = <T>(db: Db, tenantId: string, work: (tx: Transaction) => Promise<T>): Promise<T> =>
  db.transaction(async (tx) => {
    await tx.execute(sql`select set_config('app.tenant', ${tenantId}, true)`);
    return work(tx);
  });
