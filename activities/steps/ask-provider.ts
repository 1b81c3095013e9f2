import { eq } from 'drizzle-orm';
import { reported } from '#domain/contact/attempt-status.ts';
import type { CaseRun } from '#domain/case/run.ts';
import { asTenant } from '#db/client.ts';
import { endStep, lockAttempt, reportEnd, tell } from '#db/queries/attempt-record.ts';
import { open } from '#db/seal.ts';
import { attempt, providerAccount } from '#db/schema/index.ts';
import type { ActivityDeps } from '#activities/deps.ts';
import { pendingStep } from '#activities/reserve.ts';

/**
 * Asks the provider where an attempt stands that has reported no end. What it says is recorded; after that the case
 * goes on with what is known, for a carrier need not report deliveries at all.
 */
export const askProvider = (deps: ActivityDeps) => async (run: CaseRun, stepId: string) => {
  const found = await asTenant(deps.gate, run.tenant, async (tx) => {
    const step = await pendingStep(tx, run, stepId);
    if (!step) return undefined;
    const attemptId = String(step.body['attemptId']);
    const [row] = await tx
      .select({ attempt, account: providerAccount })
      .from(attempt)
      .leftJoin(providerAccount, eq(providerAccount.id, attempt.providerAccountId))
      .where(eq(attempt.id, attemptId));
    return { attemptId, ...row };
  });
  if (!found) return;
  const { account } = found;
  const sid = found.attempt?.providerMessageId;
  const provider =
    account &&
    deps.providerFor({ ...account, authToken: open(deps.secret, account.sealedToken, account.id), sandbox: account.sandbox === 'yes' });
  const answer = sid ? await provider?.lookup?.(sid) : undefined;
  await asTenant(deps.gate, run.tenant, async (tx) => {
    const now = new Date(deps.now());
    const row = await lockAttempt(tx, found.attemptId);
    const status = row && answer ? await tell(tx, row, { status: reported(answer), evidence: 'asked', now }) : row?.status;
    // Reserved or being submitted: its own step is still at work on it and will say how it ended.
    if (row && status && status !== 'reserved' && status !== 'submitting') await reportEnd(tx, row, { status, rung: true, now });
    await endStep(tx, stepId, { status: status ?? 'never-reserved' }, now);
  });
};
