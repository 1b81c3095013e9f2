import { CancellationScope, isCancellation, sleep } from '@temporalio/workflow';

/** One timer, re-armed only when the wake changes; it swallows its own cancellation and nothing else. */
export function heldTimer(bell: () => void): { until: (wakeAt: number | undefined, because: string) => void } {
  let armedFor: number | undefined;
  let scope: CancellationScope | undefined;
  return {
    until(wakeAt, because) {
      if (wakeAt === armedFor) return;
      scope?.cancel();
      scope = undefined;
      armedFor = wakeAt;
      if (wakeAt === undefined) return;
      const wait = Math.max(1, wakeAt - Date.now());
      const ring = () => {
        armedFor = undefined;
        bell();
      };
      const own = (scope = new CancellationScope());
      void own
        .run(() => sleep(wait, { summary: because }))
        .then(ring, (error: unknown) => {
          if (!isCancellation(error)) throw error;
        });
    },
  };
}
