import { spawn } from 'node:child_process';
import { closeSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { findTemporal, obtainTemporal } from '#cli/bare/temporal-binary.mjs';
import { patience } from '#cli/bare/patience.mjs';
import { answersAt, prepareNamespace } from '#cli/embedded/temporal-namespace.ts';
import { partLog } from '#cli/part-log.ts';
import { freePort } from '#cli/ports.ts';
import { recorded } from '#cli/process-record.ts';
import { supervise, type Part } from '#cli/supervise.ts';

/** `file` holds the server's database; without one it lives in memory. */
export type TemporalOptions = { program: string; port: number; namespace: string; log: string; file?: string };

/** The server's program, made on the spot if need be, which takes minutes once and shows that it lives. */
export async function temporalProgram(): Promise<string> {
  const found = findTemporal();
  if (found) return found;
  const done = patience('Temporal: downloading it, or building it with Go, once, up to 6 minutes');
  try {
    const program = await obtainTemporal();
    done('Temporal is here');
    return program;
  } catch (error) {
    done();
    throw error;
  }
}

export function temporalPart({ program, port, namespace, log: logFile, file }: TemporalOptions): Part {
  const words = ['server', 'start-dev', '--ip', '127.0.0.1', '--port', String(port), '--headless', '--namespace', namespace];
  if (file) {
    words.push('--db-filename', file, '--sqlite-pragma', 'journal_mode=WAL', '--sqlite-pragma', 'synchronous=NORMAL');
  }
  const log = partLog(logFile);
  return {
    name: 'Temporal',
    launch: () => {
      // Its data may have been deleted while it was down: it then starts empty, and the cases are rebuilt.
      if (file) mkdirSync(dirname(file), { recursive: true });
      const descriptor = log.open();
      const child = spawn(program, [...words, '--log-level', 'error'], { detached: true, stdio: ['ignore', descriptor, descriptor] });
      closeSync(descriptor);
      return child;
    },
    isReady: () => isPrepared(`127.0.0.1:${port}`, namespace),
    lastWords: log.lastWords,
    signal: 'SIGTERM',
    patienceMs: 10_000,
  };
}

/** Ready is more than answering: a server that started empty knows no namespace as the cases need it. */
async function isPrepared(address: string, namespace: string): Promise<boolean> {
  if (!(await answersAt(address, namespace))) return false;
  return prepareNamespace(address, namespace).then(
    () => true,
    () => false,
  );
}

/** A server of its own, in memory, for tests. */
export async function startTemporal(
  directory: string,
  { namespace, record }: { namespace: string; record?: string },
): Promise<{ address: string; pid: () => number | undefined; stop: () => Promise<void> }> {
  const port = await freePort();
  const part = temporalPart({ program: await temporalProgram(), port, namespace, log: `${directory}/temporal.log` });
  const server = supervise(record ? recorded(part, record) : part);
  await server.ready();
  return { address: `127.0.0.1:${port}`, pid: server.pid, stop: server.stop };
}
