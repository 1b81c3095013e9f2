import { isCancellation, proxyActivities, proxyLocalActivities } from '@temporalio/workflow';
import type { CaseRun, InputId, Next } from '#domain/case/run.ts';

type Deciding = { decideNext: (run: CaseRun, asked: readonly InputId[]) => Promise<Next> };

const local = proxyLocalActivities<Deciding>({
  startToCloseTimeout: '2 seconds',
  scheduleToCloseTimeout: '8 seconds',
  localRetryThreshold: '8 seconds',
  retry: { initialInterval: '100 milliseconds', maximumInterval: '1 second' },
});
/** While the database is away: tried for ever, without keeping a workflow task open. */
const patient = proxyActivities<Deciding>({
  startToCloseTimeout: '10 seconds',
  retry: { initialInterval: '1 second', maximumInterval: '10 seconds' },
});

export async function decideNext(run: CaseRun, asked: readonly InputId[]): Promise<Next> {
  try {
    return await local.decideNext(run, asked);
  } catch (error) {
    if (isCancellation(error)) throw error;
    return patient.decideNext(run, asked);
  }
}
