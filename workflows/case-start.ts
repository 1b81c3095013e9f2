import { defineSearchAttributeKey, TypedSearchAttributes } from '@temporalio/common';
import { CASE_QUEUE, workflowIdOf, type CaseRun } from '#domain/case/run.ts';

const TENANT = defineSearchAttributeKey('Tenant', 'KEYWORD');
const CREDITOR = defineSearchAttributeKey('Creditor', 'KEYWORD');
const PLAYBOOK = defineSearchAttributeKey('Playbook', 'KEYWORD');

/** What it takes to start a case's workflow. */
export type CaseStart = CaseRun & { creditorId: string; playbookId: string };

/** How a case's workflow is started, by whoever has something for it. Ids only. */
export const caseStart = ({ tenant, caseId, epoch, creditorId, playbookId }: CaseStart) => ({
  workflowId: workflowIdOf({ tenant, caseId }),
  taskQueue: CASE_QUEUE,
  args: [{ tenant, caseId, epoch }] as [CaseRun],
  // An input for a closed case starts a run that decides, records, and ends again or reopens.
  workflowIdReusePolicy: 'ALLOW_DUPLICATE' as const,
  typedSearchAttributes: new TypedSearchAttributes([
    { key: TENANT, value: tenant },
    { key: CREDITOR, value: creditorId },
    { key: PLAYBOOK, value: playbookId },
  ]),
});
