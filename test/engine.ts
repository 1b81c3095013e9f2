import { mkdtempSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { eq } from 'drizzle-orm';
import { expect } from 'vitest';
import type { CaseEvent } from '#domain/case/vocabulary.ts';
import { workflowIdOf } from '#domain/case/run.ts';
import type { Playbook } from '#domain/playbook/playbook.ts';
import { asTenant, type Transaction } from '#db/client.ts';
import { attempt, caseEvent, caseState } from '#db/schema/index.ts';
import { accountOf } from '#sandbox/carrier/account.ts';
import { startSandbox, type Sandbox } from '#sandbox/sandbox.ts';
import { freshDatabase } from '#test/database.ts';
import { freshNamespace } from '#test/temporal.ts';
import { makeWorld, type World } from '#test/world.ts';
import { startRelay } from '#workers/relay/start.ts';
import type { WorkerSettings } from '#workers/settings.ts';
import { startWorker, type RunningWorker, type WorkerOptions } from '#workers/worker.ts';

const HISTORIES = join(import.meta.dirname, '../workflows/histories');

type EngineOptions = Partial<Pick<WorkerSettings, 'continueAfter' | 'submitLeaseMs'>> & {
  playbook?: Playbook;
  rate?: number;
  worker?: WorkerOptions;
};
export type Engine = Awaited<ReturnType<typeof startEngine>>;

/** A worker, a relay and a carrier in this process, on the run's servers: a database and a namespace of the file's own. */
export async function startEngine({ playbook, rate, worker: workerOptions, ...patience }: EngineOptions = {}) {
  const directory = mkdtempSync(join(tmpdir(), 'c1-engine-'));
  const { url, secret } = await freshDatabase();
  const { address, namespace } = await freshNamespace();
  const carrier = accountOf(secret);
  const sandbox: Sandbox = await startSandbox({ port: 0, dir: directory, accounts: [carrier], numbers: [{ phone: '+12025550100' }] });
  const world: World = await makeWorld({
    url,
    secret,
    carrier: { ...carrier, baseUrl: sandbox.url },
    ...(playbook && { playbook }),
    ...(rate !== undefined && { rate }),
  });
  const settings: WorkerSettings = {
    database: url,
    secret,
    temporalAddress: address,
    namespace,
    origin: 'http://127.0.0.1:9',
    ...patience,
  };
  let worker: RunningWorker | undefined = await startWorker(settings, workerOptions);
  const complaints: string[] = [];
  const relay = await startRelay(settings, (error, doing) => complaints.push(`${doing}: ${String(error)}`));
  const client = new Client({ connection: await Connection.connect({ address }), namespace });
  const read = <T>(work: (tx: Transaction) => Promise<T>) => asTenant(world.owner.db, world.tenantId, work);

  const events = (caseId: string): Promise<CaseEvent[]> =>
    read(async (tx) =>
      (await tx.select().from(caseEvent).where(eq(caseEvent.caseId, caseId)).orderBy(caseEvent.seq)).map(({ body }) => body),
    );
  return {
    world,
    sandbox,
    settings,
    client,
    complaints,
    read,
    events,
    eventTypes: async (caseId: string) => (await events(caseId)).map(({ type }) => type),
    attempts: (caseId: string) => read((tx) => tx.select().from(attempt).where(eq(attempt.caseId, caseId)).orderBy(attempt.recordedAt)),
    state: async (caseId: string) => (await read((tx) => tx.select().from(caseState).where(eq(caseState.caseId, caseId))))[0],
    handle: (caseId: string) => client.workflow.getHandle(workflowIdOf({ tenant: world.tenantId, caseId })),
    /** Keeps a history for replay, when asked by C1_RECORD_HISTORIES: the newest run's, or an earlier one's counted from the first. */
    record: async (caseId: string, name: string, run?: number) => {
      if (!process.env['C1_RECORD_HISTORIES']) return;
      const workflowId = workflowIdOf({ tenant: world.tenantId, caseId });
      const runs = [];
      for await (const { runId } of client.workflow.list({ query: `WorkflowId = '${workflowId}'` })) runs.unshift(runId);
      const history = await client.workflow.getHandle(workflowId, run === undefined ? undefined : runs[run]).fetchHistory();
      await writeFile(join(HISTORIES, `${name}.json`), `${historyToJSON(history)}\n`);
    },
    /** Waits until the case has recorded an event of that kind. */
    until: (caseId: string, type: CaseEvent['type'], times = 1) =>
      expect
        .poll(async () => (await events(caseId)).filter((event) => event.type === type).length, { timeout: 40_000, interval: 50 })
        .toBeGreaterThanOrEqual(times),
    replaceWorker: async (change: Partial<WorkerSettings>, options: WorkerOptions = {}) => {
      await worker?.stop();
      worker = await startWorker({ ...settings, ...change }, options);
    },
    stopWorker: async () => {
      await worker?.stop();
      worker = undefined;
    },
    stop: async () => {
      await relay.stop();
      await worker?.stop();
      await sandbox.stop();
      await client.connection.close();
      await world.owner.end();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
