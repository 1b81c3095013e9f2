import { setTimeout as pause } from 'node:timers/promises';
import type { Transaction } from '#db/client.ts';
import { casesDecided } from '#db/queries/placement-progress.ts';

const LOOK_EVERY_MS = 500;
const SAY_EVERY_MS = 10_000;
/** Real time without a single decision after which waiting is left to those who run it. */
const PATIENCE_MS = 60_000;

/** Waits until every case of a placement has taken its first decision, and says how far it is. */
export async function watchDecisions(
  inScope: <T>(work: (tx: Transaction) => Promise<T>) => Promise<T>,
  placementId: string,
  say: (line: string) => void,
): Promise<void> {
  const began = performance.now();
  const seconds = () => `${((performance.now() - began) / 1000).toFixed(1)} s`;
  let [told, moved, last] = [-Infinity, began, -1];
  for (;;) {
    const { decided, cases } = await inScope((tx) => casesDecided(tx, placementId));
    if (decided !== last) moved = performance.now();
    last = decided;
    if (decided === cases) return say(cases === 0 ? 'No case had to be opened.' : `All ${cases} cases are being worked (${seconds()}).`);
    if (performance.now() - told > SAY_EVERY_MS) {
      say(`  ${decided} of ${cases} cases have decided what comes first (${seconds()})`);
      told = performance.now();
    }
    if (performance.now() - moved > PATIENCE_MS)
      return say(`No case moved for a minute. All is stored; ${cases - decided} cases go on as soon as workers and relay run.`);
    await pause(LOOK_EVERY_MS);
  }
}
