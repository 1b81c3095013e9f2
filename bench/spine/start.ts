import { setTimeout as pause } from 'node:timers/promises';
import { ROOT } from '#cli/program-part.ts';
import { ensureWebBuilt } from '#cli/web-build.ts';
import type { Bench } from '#bench/measure.ts';
import { largest } from '#bench/spread.ts';
import { temporaryDirectory } from '#bench/temporary-directory.ts';
import { up } from '#bench/spine/up.ts';

const WARM_STARTS = 3;
/** Real ms for the demo to fill before it is stopped. */
const WORKED_MS = 10_000;

/**
 * `start.warm_s`: `c1 up` on the data of an earlier run and with its pages built, from the command to the box it prints;
 * the slowest of three. Node, the check of the dependencies and every part are in it.
 * `start.first_s`, without a bar: the same with everything installed and built, in a folder without data, demo included.
 */
export async function start(bench: Bench): Promise<void> {
  const local = temporaryDirectory(bench);
  await ensureWebBuilt(bench.signal);
  const first = await up(bench, { root: ROOT, local });
  bench.line('start.first_s', first.tookMs / 1000, 's');
  await pause(WORKED_MS, undefined, { signal: bench.signal });
  await first.stop();
  const warm: number[] = [];
  for (let n = 0; n < WARM_STARTS; n++) {
    const again = await up(bench, { root: ROOT, local });
    warm.push(again.tookMs / 1000);
    bench.say(`started again in ${(again.tookMs / 1000).toFixed(1)} s`);
    await again.stop();
  }
  bench.line('start.warm_s', largest(warm), 's', 15);
}
