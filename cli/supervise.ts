import type { ChildProcess } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import { endProcess, kill } from '#cli/process-record.ts';

/** A process of the installation: how it starts, how one sees that it can be used, how it is asked to end. */
export type Part = {
  name: string;
  launch: () => ChildProcess;
  isReady: () => Promise<boolean>;
  /** What it said last, for the person at the keyboard. */
  lastWords: () => string;
  signal: NodeJS.Signals;
  patienceMs: number;
};

export type Notice =
  | { kind: 'ready'; part: string; pid: number; tookMs: number; again: boolean }
  | { kind: 'ended'; part: string; how: string; again: boolean; lastWords: string; againInMs: number };

export type Supervised = {
  name: string;
  pid: () => number | undefined;
  /** Resolves when the part can be used; after a death, when its next life can. Rejects when it never comes up. */
  ready: () => Promise<void>;
  /** Ends it without warning, as a crash would; `ready` waits for the next life from here on. */
  kill: () => void;
  stop: () => Promise<void>;
};

const STEADY_MS = 5000;
const FIRST_TRIES = 4;

/** How long to wait before the next start, after `failures` lives in a row that ended before they were steady. */
export const backOff = (failures: number): number => Math.min(5000, 100 * 2 ** failures);

/** Keeps one process alive: starts it, and starts it again whenever it ends, until `stop`. */
export function supervise(part: Part, tell: (notice: Notice) => void = () => undefined): Supervised {
  let child: ChildProcess | undefined;
  let stopping = false;
  let failures = 0;
  let everReady = false;
  let [ready, isUp] = [Promise.withResolvers<void>(), false];
  const down = () => {
    if (isUp) [ready, isUp] = [Promise.withResolvers<void>(), false];
    ready.promise.catch(() => undefined);
  };
  const halt = new AbortController();
  // Nobody need be waiting when a part fails to come up.
  ready.promise.catch(() => undefined);

  const live = async (): Promise<void> => {
    const began = performance.now();
    child = part.launch();
    const ended = howItEnds(child);
    let over = false;
    void ended.then(() => (over = true));
    const gone = () => over || stopping;
    let readyAt: number | undefined;
    if (await comesUp(part, gone)) {
      readyAt = performance.now();
      tell({ kind: 'ready', part: part.name, pid: child.pid ?? 0, tookMs: Math.round(readyAt - began), again: everReady });
      everReady = isUp = true;
      ready.resolve();
    }
    const how = await ended;
    child = undefined;
    if (stopping) return;
    const steady = readyAt !== undefined && performance.now() - readyAt >= STEADY_MS;
    const againInMs = backOff(steady ? 0 : failures);
    failures = steady ? 0 : failures + 1;
    down();
    if (!everReady && failures >= FIRST_TRIES) throw new Error(`${part.name} did not start (${how}). Its last words:\n${part.lastWords()}`);
    tell({ kind: 'ended', part: part.name, how, again: everReady, lastWords: part.lastWords(), againInMs });
    await pause(againInMs, undefined, { signal: halt.signal }).catch(() => undefined);
  };
  const keepAlive = async (): Promise<void> => {
    while (!stopping) await live();
  };
  const loop = keepAlive().catch((error: unknown) => ready.reject(error));

  return {
    name: part.name,
    pid: () => child?.pid,
    ready: () => ready.promise,
    kill: () => {
      if (!child?.pid) return;
      down();
      kill(child.pid, 'SIGKILL');
    },
    stop: async () => {
      stopping = true;
      halt.abort();
      if (child?.pid) await endProcess(child.pid, part.signal, part.patienceMs);
      await loop;
      const stopped = new Error(`${part.name} was stopped`);
      ready.reject(stopped);
      ready.promise = Promise.reject(stopped);
      ready.promise.catch(() => undefined);
    },
  };
}

async function comesUp(part: Part, gone: () => boolean): Promise<boolean> {
  for (; !gone(); await pause(40)) if ((await part.isReady()) && !gone()) return true;
  return false;
}

function howItEnds(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => resolve(signal ?? `exit code ${code}`));
  });
}
