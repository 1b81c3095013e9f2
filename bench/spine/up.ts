import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Bench } from '#bench/measure.ts';

export type Up = {
  pid: number;
  /** Real ms from the spawn of `c1 up` to the box that says that everything runs. */
  tookMs: number;
  stop: () => Promise<void>;
};

/** `c1 up` as it is typed in `root`, on any free ports, until its box. @throws Error with its last words when it ends before that */
export async function up(bench: Bench, { root, local }: { root: string; local?: string }): Promise<Up> {
  const began = performance.now();
  const child = spawn(process.execPath, [join(root, 'cli', 'c1.mjs'), 'up'], {
    cwd: root,
    env: cleared({ C1_PORT: '0', ...(local && { C1_LOCAL: local }) }),
    // Ctrl-C reaches the bench alone, which then ends what it started.
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = once(child, 'close');
  const stop = async () => {
    child.kill('SIGINT');
    await ended;
  };
  bench.atEnd(stop);
  let said = '';
  const ready = new Promise<number>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (words: Buffer) => {
        said = (said + words.toString()).slice(-20_000);
        if (said.includes('CollectionONE runs')) resolve(performance.now() - began);
      });
    void ended.then(() => reject(new Error(`c1 up ended before it was ready:\n${said}`)));
  });
  return { tookMs: await ready, pid: child.pid ?? 0, stop };
}

/** What npm and c1 told this process about itself is not for an installation of its own. */
function cleared(own: Record<string, string>): NodeJS.ProcessEnv {
  const ours =
    /^(npm_(package|lifecycle|command|execpath|node_execpath|config_local_prefix|config_prefix)|INIT_CWD$|C1_|DATABASE_URL$|TEMPORAL_)/;
  const path = (process.env['PATH'] ?? '').split(':').filter((place) => !/node_modules/.test(place));
  return {
    ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !ours.test(name))),
    PATH: path.join(':'),
    ...own,
  };
}
