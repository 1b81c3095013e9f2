import { CancellationScope, isCancellation, proxyActivities, proxyLocalActivities } from '@temporalio/workflow';
import type { CaseRun, StepRef } from '#domain/case/run.ts';
import type { StepType } from '#domain/case/vocabulary.ts';
import { STEPS, type StepOptions } from '#workflows/case-steps.ts';

type StepActivities = Record<StepType, (run: CaseRun, stepId: string) => Promise<void>>;
type Recording = { recordFailure: (run: CaseRun, stepId: string, code: string) => Promise<void> };

/**
 * The activity of a step. A verb of a newer release, met after a roll-back, is scheduled all the same: its history must
 * replay, and no worker takes it until that release runs again.
 */
function activityOf(type: StepType) {
  const { queue, startToClose }: StepOptions = STEPS[type] ?? NEWER;
  const retry = { initialInterval: '500 milliseconds', maximumInterval: '20 seconds' } as const;
  return proxyActivities<StepActivities>({ taskQueue: queue, startToCloseTimeout: startToClose, retry })[type];
}
const NEWER: StepOptions = { queue: 'people', startToClose: '30 seconds' };

const local = proxyLocalActivities<Recording>({ startToCloseTimeout: '2 seconds', scheduleToCloseTimeout: '8 seconds' });
const patient = proxyActivities<Recording>({ startToCloseTimeout: '10 seconds', retry: { maximumInterval: '10 seconds' } });

/** Starts each step once, by id; whatever its end, a row says so before the bell rings. */
export function stepRunner(run: CaseRun, bell: () => void) {
  const underWay = new Set<string>();
  const scope = new CancellationScope();

  async function perform({ id, type, because }: StepRef): Promise<void> {
    try {
      await activityOf(type).executeWithOptions({ summary: because }, [run, id]);
    } catch (error) {
      if (isCancellation(error)) return;
      await recordFailure(run, id, codeOf(error));
    }
  }

  return {
    start(steps: readonly StepRef[]) {
      for (const step of steps) {
        if (underWay.has(step.id)) continue;
        underWay.add(step.id);
        void scope
          .run(() => perform(step))
          .finally(() => {
            underWay.delete(step.id);
            bell();
          });
      }
    },
    idle: () => underWay.size === 0,
    cancel: () => scope.cancel(),
  };
}

async function recordFailure(run: CaseRun, stepId: string, code: string): Promise<void> {
  try {
    await local.recordFailure(run, stepId, code);
  } catch (error) {
    if (isCancellation(error)) return;
    await patient.recordFailure(run, stepId, code);
  }
}

/** The type of the failure that no retry could help; never its message, which might quote somebody's data. */
function codeOf(error: unknown): string {
  const cause = (error as { cause?: { type?: string | null } }).cause;
  return cause?.type ?? 'step-failed';
}
