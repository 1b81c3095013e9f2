import type { Client } from '@temporalio/client';

/** One run of a case as Temporal keeps it. `texts`: ids of the events that schedule one, in order. */
export type RunHistory = { events: number; texts: number[]; continuedFrom: string | undefined };

/** The runs of a workflow, the newest first, each found from the one that followed it. */
export async function runsOf(client: Client, workflowId: string): Promise<RunHistory[]> {
  const runs: RunHistory[] = [];
  let { runId } = await client.workflow.getHandle(workflowId).describe();
  for (;;) {
    const run = await readRun(client, workflowId, runId);
    runs.push(run);
    if (!run.continuedFrom) return runs;
    runId = run.continuedFrom;
  }
}

async function readRun(client: Client, workflowId: string, runId: string): Promise<RunHistory> {
  const events = (await client.workflow.getHandle(workflowId, runId).fetchHistory()).events ?? [];
  const texts = events.filter(({ activityTaskScheduledEventAttributes: scheduled }) => scheduled?.activityType?.name === 'sendSms');
  return {
    events: events.length,
    texts: texts.map(({ eventId }) => Number(eventId)),
    continuedFrom: events[0]?.workflowExecutionStartedEventAttributes?.continuedExecutionRunId || undefined,
  };
}
