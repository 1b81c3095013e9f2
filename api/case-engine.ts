import { Connection, WithStartWorkflowOperation, WorkflowClient } from '@temporalio/client';
import type { InputId } from '#domain/case/run.ts';
import type { Answer, RequestName } from '#domain/case/vocabulary.ts';
import { caseStart, type CaseStart } from '#workflows/case-start.ts';
import type { caseWorkflow } from '#workflows/case-workflow.ts';

export type CaseEngine = {
  /**
   * Hands a waiting request to its case, starting it if it rests, and waits for the answer.
   * @throws whatever kept the answer away; the request's row is the place to look
   */
  ask: (run: CaseStart, request: RequestName, inputId: InputId) => Promise<Answer | undefined>;
  reachable: () => Promise<boolean>;
  close: () => Promise<void>;
};

/** How long a person waits for an answer before being told where to look for it. */
const PATIENCE_MS = 2000;

export function createCaseEngine({ address, namespace }: { address: string; namespace: string }): CaseEngine {
  const connection = Connection.lazy({ address });
  const client = new WorkflowClient({ connection, namespace });
  return {
    ask: (run, request, inputId) =>
      connection.withDeadline(Date.now() + PATIENCE_MS, () =>
        client.executeUpdateWithStart<typeof caseWorkflow, Answer | undefined, [InputId]>(request, {
          args: [inputId],
          updateId: inputId,
          startWorkflowOperation: new WithStartWorkflowOperation<typeof caseWorkflow>('caseWorkflow', {
            ...caseStart(run),
            workflowIdConflictPolicy: 'USE_EXISTING',
          }),
        }),
      ),
    reachable: () =>
      connection
        .withDeadline(Date.now() + 1000, () => connection.workflowService.describeNamespace({ namespace }))
        .then(() => true)
        .catch(() => false),
    close: () => connection.close(),
  };
}
