import { Client, isGrpcServiceError, WorkflowIdConflictPolicy, WorkflowIdReusePolicy } from '@temporalio/client';
import { defineSearchAttributeKey, TypedSearchAttributes } from '@temporalio/common';
import { CASE_QUEUE, workflowIdOf, type CaseRun } from '#domain/case/run.ts';

const attribute = (name: string) => defineSearchAttributeKey(name, 'KEYWORD');
const [TENANT, CREDITOR, PLAYBOOK] = [attribute('Tenant'), attribute('Creditor'), attribute('Playbook')];

export type Bell = CaseRun & { creditorId: string; playbookId: string };

const options = ({ tenant, caseId, epoch, creditorId, playbookId }: Bell) => ({
  workflowId: workflowIdOf({ tenant, caseId }),
  taskQueue: CASE_QUEUE,
  args: [{ tenant, caseId, epoch }] as [CaseRun],
  // An input for a closed case starts a run that decides, records, and ends again or reopens.
  workflowIdReusePolicy: WorkflowIdReusePolicy.ALLOW_DUPLICATE,
  typedSearchAttributes: new TypedSearchAttributes([
    { key: TENANT, value: tenant },
    { key: CREDITOR, value: creditorId },
    { key: PLAYBOOK, value: playbookId },
  ]),
});

/** Rings a case's workflow, starting it where none runs. The signal is a name in business words and an input's id. */
export const ring = (client: Client, bell: Bell, name: string, inputId: string): Promise<unknown> =>
  client.workflow.signalWithStart('caseWorkflow', { ...options(bell), signal: name, signalArgs: [inputId] });

/** Starts a case's workflow anew, in place of whatever run there is. */
export const startAgain = (client: Client, bell: Bell): Promise<unknown> =>
  client.workflow.start('caseWorkflow', { ...options(bell), workflowIdConflictPolicy: WorkflowIdConflictPolicy.TERMINATE_EXISTING });

/** gRPC's INVALID_ARGUMENT, ALREADY_EXISTS, FAILED_PRECONDITION, OUT_OF_RANGE and DATA_LOSS. */
const ABOUT_THE_CASE: ReadonlySet<number> = new Set([3, 6, 9, 11, 15]);

/** Whether the engine refused one case's bell; any other failure means that it is away, and says nothing about the case. */
export function isRefusal(error: unknown): boolean {
  for (let at: unknown = error; at instanceof Error; at = at.cause) if (isGrpcServiceError(at)) return ABOUT_THE_CASE.has(at.code);
  return false;
}
