import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import type { TestProject } from 'vitest/node';
import { startPostgres } from '#cli/embedded/postgres.ts';
import { startTemporal } from '#cli/embedded/temporal.ts';
import { ROOT } from '#cli/program-part.ts';
import { endProcess, forget, recallAll } from '#cli/process-record.ts';
import { migrateDatabase } from '#db/migrate.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The superuser's address of the test server's database `postgres`. */
    adminUrl: string;
    /** What the passwords of the roles are derived from. */
    secret: string;
    temporalAddress: string;
  }
}

const RECORDS = join(ROOT, '.local', 'run', 'test-servers');
const TEMPLATE = 'template_c1';

type Shared = { servers?: ReturnType<typeof start>; users: number };
/** Vitest loads this file once for every project that names it, so the servers hang on the process. */
const shared = ((globalThis as { c1TestServers?: Shared }).c1TestServers ??= { users: 0 });

/** One PostgreSQL and one Temporal for the whole run, whichever projects ask; a migrated template for the files to copy. */
export default async function setup(project: TestProject) {
  shared.users += 1;
  const servers = await (shared.servers ??= start());
  project.provide('adminUrl', servers.adminUrl);
  project.provide('secret', servers.secret);
  project.provide('temporalAddress', servers.temporalAddress);
  return async () => {
    shared.users -= 1;
    if (shared.users === 0) await servers.stop();
  };
}

async function start() {
  await endLeftovers();
  const directory = mkdtempSync(join(tmpdir(), 'c1-test-'));
  const secret = crypto.randomUUID();
  const record = (name: string) => join(RECORDS, `${process.pid}-${name}.json`);
  const [database, temporal] = await Promise.all([
    startPostgres(join(directory, 'postgres'), { password: secret, durable: false, record: record('postgres') }),
    startTemporal(directory, { namespace: 'cases', record: record('temporal') }),
  ]);
  await migrateDatabase({ adminUrl: database.url, database: TEMPLATE, secret });
  const admin = postgres(database.url, { max: 1 });
  await admin.unsafe(`alter database ${TEMPLATE} with is_template true allow_connections false`);
  await admin.end();
  return {
    adminUrl: database.url,
    secret,
    temporalAddress: temporal.address,
    stop: async () => {
      await Promise.all([database.stop(), temporal.stop()]);
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** Servers of an earlier run that was killed: their records name the run, and it is no more. */
async function endLeftovers(): Promise<void> {
  const ended = [...recallAll(RECORDS)].filter(([name]) => !isAlive(Number(name.split('-')[0])));
  await Promise.all(ended.map(([, pid]) => endProcess(pid, 'SIGKILL', 5000)));
  for (const [name] of ended) forget(join(RECORDS, `${name}.json`));
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
