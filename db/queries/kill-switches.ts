import { desc, eq, isNull, sql } from 'drizzle-orm';
import type { Transaction } from '#db/client.ts';
import { creditor, killSwitch } from '#db/schema/tenant.ts';

const SHOWN = 100;
const rows = (tx: Transaction) =>
  tx
    .select({ killSwitch, creditor: { id: creditor.id, name: creditor.name } })
    .from(killSwitch)
    .leftJoin(creditor, eq(creditor.id, killSwitch.creditorId));
export type SwitchFound = Awaited<ReturnType<typeof rows>>[number];

/** What is off first, then what was, newest first. */
export const listSwitches = (tx: Transaction) =>
  rows(tx)
    .orderBy(sql`${killSwitch.onAt} is not null`, desc(killSwitch.offAt), killSwitch.id)
    .limit(SHOWN);

export async function findSwitch(tx: Transaction, id: string): Promise<SwitchFound | undefined> {
  const [found] = await rows(tx).where(eq(killSwitch.id, id));
  return found;
}

/** @returns whether it was made now */
export async function insertSwitch(tx: Transaction, row: typeof killSwitch.$inferInsert): Promise<boolean> {
  return (await tx.insert(killSwitch).values(row).onConflictDoNothing().returning({ id: killSwitch.id })).length > 0;
}

/** @returns whether it was off until now */
export async function lift(tx: Transaction, id: string, by: string, at: Date): Promise<boolean> {
  const lifted = await tx
    .update(killSwitch)
    .set({ onBy: by, onAt: at })
    .where(sql`${eq(killSwitch.id, id)} and ${isNull(killSwitch.onAt)}`)
    .returning({ id: killSwitch.id });
  return lifted.length > 0;
}

export async function seesCreditor(tx: Transaction, id: string): Promise<boolean> {
  return (await tx.select({ id: creditor.id }).from(creditor).where(eq(creditor.id, id))).length > 0;
}
