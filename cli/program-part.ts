import { spawn } from 'node:child_process';
import { closeSync } from 'node:fs';
import { join } from 'node:path';
import { partLog } from '#cli/part-log.ts';
import type { Part } from '#cli/supervise.ts';

export const ROOT = join(import.meta.dirname, '..');
const LEASH = new URL('./leash.ts', import.meta.url).href;

export type Program = {
  name: string;
  file: string;
  environment: Record<string, string>;
  /** Holds logs/. */
  directory: string;
  /** Where it answers 200 once it can be used; without it, it says "ready" in its log. */
  health?: string;
};

/** One of our own programs as a supervised part. */
export function programPart({ name, file, environment, directory, health }: Program): Part {
  const log = partLog(join(directory, 'logs', `${name}.log`));
  return {
    name,
    launch: () => {
      const descriptor = log.open();
      const child = spawn(process.execPath, ['--import', LEASH, join(ROOT, file)], {
        cwd: ROOT,
        // The superuser's address stays with c1.
        env: { ...process.env, DATABASE_URL: undefined, ...(health ? environment : audible(environment)) },
        // Ctrl-C reaches c1 alone, which then ends the parts in their order.
        detached: true,
        stdio: ['ignore', descriptor, descriptor, 'ipc'],
      });
      closeSync(descriptor);
      return child;
    },
    isReady: health ? () => isWell(health) : () => Promise.resolve(/"msg":\s*"ready"/.test(log.words())),
    lastWords: log.lastWords,
    signal: 'SIGTERM',
    patienceMs: 10_000,
  };
}

/** What says "ready" says so at level info; a quieter level would leave c1 waiting for it. */
function audible(environment: Record<string, string>): Record<string, string> {
  const level = environment['C1_LOG_LEVEL'] ?? process.env['C1_LOG_LEVEL'] ?? 'info';
  return ['trace', 'debug'].includes(level) ? environment : { ...environment, C1_LOG_LEVEL: 'info' };
}

async function isWell(address: string): Promise<boolean> {
  const answer = await fetch(address, { signal: AbortSignal.timeout(2000) }).catch(() => undefined);
  await answer?.body?.cancel();
  return answer?.ok === true;
}
