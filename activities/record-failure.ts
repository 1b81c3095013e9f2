import { and, eq } from 'drizzle-orm';
import type { CaseRun } from '#domain/case/run.ts';
import type { CaseInput } from '#domain/case/vocabulary.ts';
import { asTenant } from '#db/client.ts';
import { inputId } from '#db/input-id.ts';
import { insertInput } from '#db/queries/inbox.ts';
import { caseStep } from '#db/schema/index.ts';
import type { ActivityDeps } from '#activities/deps.ts';

/** A step that no retry could help is over, and its case hears of it. */
export const createRecordFailure = (deps: ActivityDeps) => (run: CaseRun, stepId: string, code: string) =>
  asTenant(deps.gate, run.tenant, async (tx) => {
    const now = new Date(deps.now());
    const [row] = await tx
      .update(caseStep)
      .set({ status: 'failed', outcome: { code }, endedAt: now })
      .where(and(eq(caseStep.id, stepId), eq(caseStep.status, 'pending')))
      .returning();
    if (!row) return;
    const body: CaseInput = { type: 'StepFailed', stepId, code };
    const { tenantId, creditorId, caseId } = row;
    const id = inputId('step-failed', stepId);
    await insertInput(tx, { id, tenantId, creditorId, caseId, body, recordedAt: now, signalledAt: now });
  });
