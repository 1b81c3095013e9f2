import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { findTemporal } from '#cli/bare/temporal-binary.mjs';
import { ROOT } from '#cli/program-part.ts';
import type { Bench } from '#bench/measure.ts';
import { temporaryDirectory } from '#bench/temporary-directory.ts';
import { up } from '#bench/spine/up.ts';

/**
 * `start.cold_s`: `c1 up` in a fresh clone of what is committed here, from the command to the box: installs with npm's
 * cache as it is, builds the pages, makes the database, seeds the demo. Everything but the one-time build of Temporal,
 * which has to be there already. Needs the package registry and 1.2 GB of disk for a while.
 */
export async function cold(bench: Bench): Promise<void> {
  if (!findTemporal()) throw new Error('Temporal is not here yet, and its one-time build is no part of this measure: npm start once.');
  const clone = join(temporaryDirectory(bench), 'clone');
  const git = spawn('git', ['clone', '--quiet', ROOT, clone], { stdio: ['ignore', 'ignore', 'inherit'] });
  const [code] = (await once(git, 'close')) as [number | null];
  if (code !== 0) throw new Error('the repository could not be cloned');
  bench.say('cloned; installing, building and starting, some minutes');
  const started = await up(bench, { root: clone });
  bench.line('start.cold_s', started.tookMs / 1000, 's', 300);
}
