import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Trouble } from '#cli/arguments.ts';
import { alone } from '#cli/bare/alone.mjs';
import { ROOT } from '#cli/program-part.ts';
import { endProcess, forget, recall, recallAll, remember } from '#cli/process-record.ts';

/** Where a running installation is to be found. `database` carries no credentials, `databaseAdminUrl` the superuser's. */
export type Addresses = {
  origin: string;
  sandboxUrl: string;
  database: string;
  databaseAdminUrl: string;
  temporalAddress: string;
  namespace: string;
};

/** Data, logs, secret and process records; C1_LOCAL puts them elsewhere. */
export const localDirectory = (): string => resolve(process.env['C1_LOCAL'] ?? join(ROOT, '.local'));

export const runDirectory = (directory: string): string => join(directory, 'run');
const selfRecord = (directory: string): string => join(runDirectory(directory), 'c1.json');
const addressFile = (directory: string): string => join(runDirectory(directory), 'addresses');

/** The process that keeps the installation in `directory` running, if one does. */
export const runningIn = (directory: string): number | undefined => recall(selfRecord(directory));

/** Where to find what runs in `directory`; undefined when nothing does, or it is still starting. */
export function addressesIn(directory: string): Addresses | undefined {
  const file = addressFile(directory);
  return runningIn(directory) && existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Addresses) : undefined;
}

export const publishAddresses = (directory: string, addresses: Addresses): void =>
  writeFileSync(addressFile(directory), JSON.stringify(addresses), { mode: 0o600 });

/**
 * Makes this process the one that runs the installation in `directory`, and ends what a killed predecessor left running.
 * @returns how many leftovers were ended
 * @throws Trouble when it is running already
 */
export async function takeDirectory(directory: string): Promise<number> {
  mkdirSync(runDirectory(directory), { recursive: true });
  await alone(join(runDirectory(directory), 'c1.lock'), () => {
    const other = runningIn(directory);
    if (other) throw new Trouble(runsAlready(directory, other));
    forget(addressFile(directory));
    remember(selfRecord(directory), process.pid);
  });
  const leftovers = [...recallAll(runDirectory(directory))].filter(([name]) => name !== 'c1');
  // PostgreSQL is ended in its own way, by the part that starts it.
  const ours = leftovers.filter(([name]) => name !== 'postgres');
  await Promise.all(ours.map(([, pid]) => endProcess(pid, 'SIGTERM', 5000)));
  return leftovers.length;
}

export function leaveDirectory(directory: string): void {
  forget(addressFile(directory));
  forget(selfRecord(directory));
}

function runsAlready(directory: string, pid: number): string {
  const origin = addressesIn(directory)?.origin;
  return `CollectionONE runs here already (process ${pid})${origin ? `: ${origin}` : ''}. Stop that one first (Ctrl-C, or kill ${pid}).`;
}
