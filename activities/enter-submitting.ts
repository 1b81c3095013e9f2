import { eq } from 'drizzle-orm';
import type { CaseRun } from '#domain/case/run.ts';
import type { Channel } from '#domain/contact/channel.ts';
import { hasEnded } from '#domain/contact/attempt-status.ts';
import { asTenant, type Transaction } from '#db/client.ts';
import { endStep, lockAttempt, reportEnd, tell, type AttemptRow } from '#db/queries/attempt-record.ts';
import { stopFor } from '#db/queries/gate-stops.ts';
import type { Subject } from '#db/queries/gate-subject.ts';
import { loadAnchors } from '#db/queries/case-facts.ts';
import { open } from '#db/seal.ts';
import { message } from '#db/schema/index.ts';
import { tenantAt } from '#domain/time/clock.ts';
import type { OutboundAttempt } from '#activities/channels/provider.ts';
import type { ActivityDeps, ProviderAccount } from '#activities/deps.ts';
import { askGate, lockContact, recordVerdict, refusalOf, stopped, type Locked } from '#activities/gate.ts';
import { keepPending, pendingStep, type ContactStepBody } from '#activities/reserve.ts';
import type { Refusal } from '#domain/case/vocabulary.ts';

export type Outgoing = { attempt: OutboundAttempt; account: ProviderAccount };

/**
 * The last moment before the provider: under the same locks, latch, holds, switches, epoch and step are looked at once
 * more, and `reserved` becomes `submitting` by a committed compare-and-set. Only its winner may call the provider.
 */
export function enterSubmitting(
  deps: ActivityDeps,
  run: CaseRun,
  stepId: string,
  channel: Channel,
): Promise<Outgoing | 'over' | 'under-way'> {
  return asTenant(deps.gate, run.tenant, async (tx) => {
    const step = await pendingStep(tx, run, stepId);
    if (!step) return 'over';
    const locked = await lockContact(tx, { ...(step.body as ContactStepBody), caseId: run.caseId, channel });
    const row = await lockAttempt(tx, stepId);
    if (!row || !(await keepPending(tx, run, stepId))) return 'over';
    if (row.status === 'submitting') return 'under-way';
    const now = new Date(deps.now());
    if (row.status !== 'reserved') {
      if (hasEnded(row.status)) await reportEnd(tx, row, { status: row.status, rung: true, now });
      await endStep(tx, stepId, { status: row.status }, now);
      return 'over';
    }
    const { refusal, gated } = await lastLook(deps, tx, { locked, row, now });
    if (refusal) {
      await tell(
        tx,
        row,
        { status: 'suppressed', evidence: 'last-moment', detail: { rule: refusal.rule }, now },
        { ...gated, refusal: refusal.rule },
      );
      await reportEnd(tx, row, { status: 'suppressed', refusal, rung: true, now });
      await endStep(tx, stepId, { status: 'suppressed', rule: refusal.rule }, now);
      return 'over';
    }
    const { subject } = locked;
    const going = await outgoing(deps, tx, { subject, stepId });
    // The row is locked and was `reserved`: this update is the set of the compare-and-set, by the account in force now.
    await tell(
      tx,
      row,
      { status: 'submitting', evidence: 'compare-and-set', now },
      {
        ...gated,
        leaseUntil: new Date(now.getTime() + deps.patience.submitLeaseMs),
        provider: going.account.provider,
        providerAccountId: going.account.id,
      },
    );
    return going;
  });
}

type LastLook = { refusal?: Refusal; gated?: Pick<AttemptRow, 'verdictId' | 'gatedAt' | 'occurredAt'> };

/** A stop is looked at always, the rules again only when their verdict is no longer fresh. */
async function lastLook(
  deps: ActivityDeps,
  tx: Transaction,
  { locked, row, now }: { locked: Locked; row: AttemptRow; now: Date },
): Promise<LastLook> {
  const stale = !row.gatedAt || now.getTime() - row.gatedAt.getTime() > deps.patience.verdictFreshMs;
  if (!stale) {
    const at = tenantAt(await loadAnchors(tx), now.getTime());
    const stop = await stopFor(tx, locked.subject, at);
    return stop ? { refusal: stopped(stop, at) } : {};
  }
  const answer = await askGate(tx, locked, now.getTime(), row.id);
  const { subject } = locked;
  const verdictId = crypto.randomUUID();
  await recordVerdict(tx, { id: verdictId, subject, tenantId: row.tenantId, attemptId: row.id, answer, gateHash: deps.gateHash });
  const gated = { verdictId, gatedAt: now, occurredAt: new Date(answer.at) };
  return { gated, ...(answer.decision !== 'allow' && { refusal: refusalOf(answer) }) };
}

async function outgoing(deps: ActivityDeps, tx: Transaction, { subject, stepId }: { subject: Subject; stepId: string }): Promise<Outgoing> {
  const [words] = await tx.select({ text: message.text }).from(message).where(eq(message.attemptId, stepId));
  const { from, point } = subject;
  if (!words || !from || !point) throw new RangeError('a reserved attempt has words, a sender and an address');
  const { account } = from;
  return {
    account: {
      id: account.id,
      provider: account.provider,
      accountSid: account.accountSid,
      authToken: open(deps.secret, account.sealedToken, account.id),
      baseUrl: account.baseUrl,
      sandbox: account.sandbox === 'yes',
    },
    attempt: {
      attemptId: stepId,
      channel: 'sms',
      from: from.address,
      to: point.value,
      text: words.text,
      statusCallback: `${deps.origin}/webhooks/${account.provider}/${account.id}/status`,
    },
  };
}
