import { SWITCHED_OFF } from '#domain/contact/switched-off.ts';
import { and, eq, exists, gt, isNull, or, sql, type SQL } from 'drizzle-orm';
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
  | typeof SWITCHED_OFF
  | 'ADDRESS-GONE'
  | 'ADDRESS-NOT-THEIRS'
  | 'NO-SENDER'
  | 'SANDBOX-ONLY';

/**
 * The first stop in force for a contact, read under the locks their writers take, so that nothing leaves after one commits.
 * @param at the tenant's calendar: holds end on it
 */
export async function stopFor(tx: Transaction, subject: Subject, at: Instant): Promise<StopName | undefined> {
  const { point, accounts, from } = subject;
  const rows = await loadStops(tx, subject, at);
  if (!rows?.open) return 'CASE-CLOSED';
  if (accounts.length === 0) return rows.placed ? 'NO-OPEN-ACCOUNT' : 'CASE-CLOSED';
  if (accounts.every(({ balanceMinor }) => balanceMinor <= 0)) return 'ZERO-BALANCE';
  if (rows.held) return 'HOLD';
  if (!point) return 'ADDRESS-GONE';
  if (point.state === 'wrong-person' || point.state === 'invalid') return 'ADDRESS-NOT-THEIRS';
  if (rows.latched) return 'OPTED-OUT';
  if (!from) return 'NO-SENDER';
  // A sandbox tenant never reaches a real provider, and a live one never a carrier that only plays at it.
  if (subject.tenantSandbox !== (from.account.sandbox === 'yes')) return 'SANDBOX-ONLY';
  return rows.switchedOff ? SWITCHED_OFF : undefined;
}

/** One statement: each round trip is time during which a person's locks are held. */
async function loadStops(tx: Transaction, { caseId, creditorId, gate, point, from }: Subject, at: Instant) {
  const { channel, personId } = gate.attempt;
  const one = { one: sql`1` };
  const placed = tx.select(one).from(account).where(eq(account.caseId, caseId));
  const held = tx
    .select(one)
    .from(hold)
    .where(and(eq(hold.caseId, caseId), isNull(hold.releasedAt), or(isNull(hold.until), gt(hold.until, new Date(at)))));
  // Whoever opted out at this number did so for it, and whoever is written to did so at any number.
  const latched = tx
    .select(one)
    .from(latch)
    .where(and(eq(latch.channel, channel), or(eq(latch.personId, personId), point && eq(latch.addressHash, point.addressHash))));
  const off = tx
    .select(one)
    .from(killSwitch)
    .where(
      and(
        isNull(killSwitch.onAt),
        covers(killSwitch.creditorId, creditorId),
        covers(killSwitch.channel, channel),
        covers(killSwitch.provider, from?.account.provider ?? ''),
      ),
    );
  const [found] = await tx
    .select({
      open: caseState.open,
      placed: exists(placed) as SQL<boolean>,
      held: exists(held) as SQL<boolean>,
      latched: exists(latched) as SQL<boolean>,
      switchedOff: exists(off) as SQL<boolean>,
    })
    .from(caseState)
    .where(eq(caseState.caseId, caseId));
  return found;
}
