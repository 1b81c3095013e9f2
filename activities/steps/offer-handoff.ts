import type { CaseRun } from '#domain/case/run.ts';
import { asTenant } from '#db/client.ts';
import { endStep } from '#db/queries/attempt-record.ts';
import { caseLock, lockKeys } from '#db/queries/gate-locks.ts';
import { change, handoff } from '#db/schema/index.ts';
import type { ActivityDeps } from '#activities/deps.ts';
import { pendingStep } from '#activities/reserve.ts';

type OfferBody = { handoffId: string; team: string; why: string };

/** Puts a case on the list people claim from. The step's lock is the case's, so an offer withdrawn meanwhile stays away. */
export const offerHandoff = (deps: ActivityDeps) => (run: CaseRun, stepId: string) =>
  asTenant(deps.gate, run.tenant, async (tx) => {
    await lockKeys(tx, [caseLock(run.caseId)]);
    const step = await pendingStep(tx, run, stepId);
    if (!step) return;
    const { handoffId, team, why } = step.body as OfferBody;
    const now = new Date(deps.now());
    const scope = { tenantId: step.tenantId, creditorId: step.creditorId, caseId: step.caseId };
    await tx
      .insert(handoff)
      .values({ ...scope, id: handoffId, stepId, team, because: why, status: 'offered', offeredAt: now })
      .onConflictDoNothing();
    await endStep(tx, stepId, { handoffId }, now);
    await tx.insert(change).values({ ...scope, kind: 'handoff', ref: handoffId });
  });
