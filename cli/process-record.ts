import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Part } from '#cli/supervise.ts';
import { commandOf, lifeOf } from '#cli/bare/processes.mjs';

type ProcessRecord = { pid: number; life: string; command: string };

/** Writes down which process this is, so that a later start can tell it from another one under the same number. */
export function remember(file: string, pid: number): void {
  const life = lifeOf(pid);
  if (life === undefined) return;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify({ pid, life, command: commandOf(pid) } satisfies ProcessRecord));
}

/** The part, written down in `file` as long as it lives. */
export const recorded = (part: Part, file: string): Part => ({
  ...part,
  launch: () => {
    const child = part.launch();
    if (child.pid) remember(file, child.pid);
    child.once('exit', () => forget(file));
    return child;
  },
});

export const forget = (file: string): void => rmSync(file, { force: true });

/** The process written down in `file` if it still runs: same number, same beginning. */
export function recall(file: string): number | undefined {
  const record = parse(file);
  return record && lifeOf(record.pid) === record.life ? record.pid : undefined;
}

/** Every process written down in `directory` that still runs, by the name of its file. */
export function recallAll(directory: string): Map<string, number> {
  const found = new Map<string, number>();
  for (const name of list(directory)) {
    const pid = recall(join(directory, name));
    if (pid !== undefined) found.set(name.slice(0, -'.json'.length), pid);
  }
  return found;
}

/** Ends a process: asks, waits, insists. */
export async function endProcess(pid: number, signal: NodeJS.Signals, patienceMs: number): Promise<void> {
  const life = lifeOf(pid);
  const alive = () => life !== undefined && lifeOf(pid) === life;
  if (!alive()) return;
  kill(pid, signal);
  for (const until = Date.now() + patienceMs; alive() && Date.now() < until;) await pause(20);
  if (!alive()) return;
  kill(pid, 'SIGKILL');
  for (const until = Date.now() + 5000; alive() && Date.now() < until;) await pause(20);
}

export function kill(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

function parse(file: string): ProcessRecord | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as ProcessRecord;
  } catch {
    return undefined;
  }
}

function list(directory: string): string[] {
  try {
    return readdirSync(directory).filter((name) => name.endsWith('.json'));
  } catch {
    return [];
  }
}
