import { and, eq, isNull, or } from 'drizzle-orm';
import type { Instant } from '#domain/time/clock.ts';
import type { Transaction } from '#db/client.ts';
import { covers, type Subject } from '#db/queries/gate-subject.ts';
import { account, caseState, hold, killSwitch, latch } from '#db/schema/index.ts';

/** What stops a contact whatever the rules say, by the name its verdict carries. */
export type StopName =
  | 'CASE-CLOSED'
  | 'NO-OPEN-ACCOUNT'
  | 'ZERO-BALANCE'
  | 'HOLD'
  | 'OPTED-OUT'
  | 'SWITCHED-OFF'
  | 'ADDRESS-GONE'
  | 'ADDRESS-NOT-THEIRS'
  | 'NO-SENDER'
  | 'SANDBOX-ONLY';

/**
 * The first stop in force for a contact, read under the locks their writers take, so that nothing leaves after one commits.
 * @param at the tenant's calendar: holds end on it
 */
export async function stopFor(tx: Transaction, subject: Subject, at: Instant): Promise<StopName | undefined> {
  const { gate, point, accounts, from, caseId } = subject;
  const [state] = await tx.select({ open: caseState.open }).from(caseState).where(eq(caseState.caseId, caseId));
  if (!state?.open) return 'CASE-CLOSED';
  if (accounts.length === 0) return (await anyAccount(tx, caseId)) ? 'NO-OPEN-ACCOUNT' : 'CASE-CLOSED';
  if (accounts.every(({ balanceMinor }) => balanceMinor <= 0)) return 'ZERO-BALANCE';
  if (await heldAt(tx, caseId, at)) return 'HOLD';
  if (!point) return 'ADDRESS-GONE';
  if (point.state === 'wrong-person' || point.state === 'invalid') return 'ADDRESS-NOT-THEIRS';
  if (await isLatched(tx, gate.attempt.personId, point.addressHash, gate.attempt.channel)) return 'OPTED-OUT';
  if (!from) return 'NO-SENDER';
  // A sandbox tenant never reaches a real provider, and a live one never a carrier that only plays at it.
  if (subject.tenantSandbox !== (from.account.sandbox === 'yes')) return 'SANDBOX-ONLY';
  if (await isSwitchedOff(tx, subject)) return 'SWITCHED-OFF';
  return undefined;
}

const anyAccount = async (tx: Transaction, caseId: string): Promise<boolean> =>
  (await tx.select({ id: account.id }).from(account).where(eq(account.caseId, caseId)).limit(1)).length > 0;

async function heldAt(tx: Transaction, caseId: string, at: Instant): Promise<boolean> {
  const open = await tx
    .select({ until: hold.until })
    .from(hold)
    .where(and(eq(hold.caseId, caseId), isNull(hold.releasedAt)));
  return open.some(({ until }) => until === null || until.getTime() > at);
}

async function isLatched(tx: Transaction, personId: string, addressHash: string, channel: string): Promise<boolean> {
  const found = await tx
    .select({ id: latch.id })
    .from(latch)
    .where(and(eq(latch.channel, channel), or(eq(latch.personId, personId), eq(latch.addressHash, addressHash))))
    .limit(1);
  return found.length > 0;
}

async function isSwitchedOff(tx: Transaction, { creditorId, gate, from }: Subject): Promise<boolean> {
  const found = await tx
    .select({ id: killSwitch.id })
    .from(killSwitch)
    .where(
      and(
        isNull(killSwitch.onAt),
        covers(killSwitch.creditorId, creditorId),
        covers(killSwitch.channel, gate.attempt.channel),
        covers(killSwitch.provider, from?.account.provider ?? ''),
      ),
    )
    .limit(1);
  return found.length > 0;
}
