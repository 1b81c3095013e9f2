import { Client, isGrpcServiceError, WorkflowIdConflictPolicy } from '@temporalio/client';
import { caseStart, type CaseStart } from '#workflows/case-start.ts';

/** Rings a case's workflow, starting it where none runs. The signal is a name in business words and an input's id. */
export const ring = (client: Client, bell: CaseStart, name: string, inputId: string): Promise<unknown> =>
  client.workflow.signalWithStart('caseWorkflow', { ...caseStart(bell), signal: name, signalArgs: [inputId] });

/** Starts a case's workflow anew, in place of whatever run there is. */
export const startAgain = (client: Client, bell: CaseStart): Promise<unknown> =>
  client.workflow.start('caseWorkflow', { ...caseStart(bell), workflowIdConflictPolicy: WorkflowIdConflictPolicy.TERMINATE_EXISTING });

/** gRPC's INVALID_ARGUMENT, ALREADY_EXISTS, FAILED_PRECONDITION, OUT_OF_RANGE and DATA_LOSS. */
const ABOUT_THE_CASE: ReadonlySet<number> = new Set([3, 6, 9, 11, 15]);

/** Whether the engine refused one case's bell; any other failure means that it is away, and says nothing about the case. */
export function isRefusal(error: unknown): boolean {
  for (let at: unknown = error; at instanceof Error; at = at.cause) if (isGrpcServiceError(at)) return ABOUT_THE_CASE.has(at.code);
  return false;
}
