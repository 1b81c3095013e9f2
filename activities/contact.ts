import { setTimeout as pause } from 'node:timers/promises';
import { ApplicationFailure } from '@temporalio/activity';
import type { CaseRun } from '#domain/case/run.ts';
import type { Channel } from '#domain/contact/channel.ts';
import { hasEnded } from '#domain/contact/attempt-status.ts';
import { asTenant } from '#db/client.ts';
import { endStep, lockAttempt, reportEnd, tell } from '#db/queries/attempt-record.ts';
import { NotSent } from '#activities/channels/provider.ts';
import { isDatabaseAway } from '#db/database-away.ts';
import type { ActivityDeps } from '#activities/deps.ts';
import { enterSubmitting, type Outgoing } from '#activities/enter-submitting.ts';
import { reserve } from '#activities/reserve.ts';
import { settle, type ProviderSaid } from '#activities/settle.ts';

const SETTLE_AGAIN_MS = 250;

/**
 * The one way out. Locks, gate, verdict, reservation and rendered text in one transaction; a compare-and-set just
 * before the provider, whose only winner calls; then what the provider said. It may run any number of times for one
 * step and sends at most once.
 */
export async function contact(deps: ActivityDeps, run: CaseRun, stepId: string, channel: Channel): Promise<void> {
  const reserved = await reserve(deps, run, stepId, channel);
  if (reserved === 'over') return;
  const outgoing = await enterSubmitting(deps, run, stepId, channel);
  if (outgoing === 'over') return;
  if (outgoing === 'under-way') return waitOutLease(deps, run, stepId);
  await submit(deps, run, stepId, outgoing);
}

async function submit(deps: ActivityDeps, run: CaseRun, stepId: string, { attempt, account }: Outgoing): Promise<void> {
  let said: ProviderSaid;
  try {
    said = await deps.providerFor(account).submit(attempt, { idempotencyKey: attempt.attemptId });
  } catch (error) {
    if (!(error instanceof NotSent)) throw laterLook(deps, 'the provider may have taken it');
    said = { outcome: 'not-sent' };
  }
  await settleWhatWasSaid(deps, run, stepId, said);
}

/**
 * What a provider said is known here and nowhere else: a blink of the database must not make an unknown of it.
 * Given up when the activity's own time is nearly over; what is left then is the lease.
 */
async function settleWhatWasSaid(deps: ActivityDeps, run: CaseRun, stepId: string, said: ProviderSaid): Promise<void> {
  const until = performance.now() + deps.patience.settleForMs;
  for (;;) {
    try {
      return await settle(deps, run, stepId, said);
    } catch (error) {
      if (!isDatabaseAway(error) || performance.now() > until) throw error;
      await pause(SETTLE_AGAIN_MS);
    }
  }
}

/**
 * Another run of this activity may still be inside the provider's call. Once its lease is over it is not; if no webhook
 * has told by then how it went, the attempt stays unknown: it counts, is never sent again, and the case goes on.
 */
async function waitOutLease(deps: ActivityDeps, run: CaseRun, stepId: string): Promise<void> {
  const over = await asTenant(deps.gate, run.tenant, async (tx) => {
    const row = await lockAttempt(tx, stepId);
    if (!row) return true;
    const now = new Date(deps.now());
    if (row.status === 'submitting') {
      if (row.leaseUntil && row.leaseUntil > now) return false;
      await tell(tx, row, { status: 'unknown', evidence: 'lease', now });
      await reportEnd(tx, row, { status: 'unknown', rung: true, now });
    } else if (hasEnded(row.status)) await reportEnd(tx, row, { status: row.status, rung: true, now });
    await endStep(tx, stepId, { status: row.status === 'submitting' ? 'unknown' : row.status }, now);
    return true;
  });
  if (!over) throw laterLook(deps, 'another call may be under way');
}

/** Tried again by the engine once the lease is over, and not before: there is nothing to do until then. */
const laterLook = (deps: ActivityDeps, message: string) =>
  ApplicationFailure.create({ message, type: 'submit-lease', nonRetryable: false, nextRetryDelay: deps.patience.submitLeaseMs / 4 });
