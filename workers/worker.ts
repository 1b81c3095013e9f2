import { DefaultLogger, NativeConnection, Runtime, Worker, type LogLevel } from '@temporalio/worker';
import { CASE_QUEUE } from '#domain/case/run.ts';
import { twilioSms } from '#activities/channels/twilio-sms.ts';
import { evolveHash, gateHash } from '#activities/code-hash.ts';
import { PATIENCE, type ActivityDeps, type ProviderAccount } from '#activities/deps.ts';
import { createActivities } from '#activities/index.ts';
import { connect } from '#db/client.ts';
import { DECIDING, SERVING } from '#db/limits.ts';
import { roleUrl } from '#db/roles.ts';
import { workflowBundle } from '#workers/bundle.ts';
import type { WorkerSettings } from '#workers/settings.ts';

export type RunningWorker = { stop: () => Promise<void>; ended: Promise<void> };

type Activities = ReturnType<typeof createActivities>;
/** `around`: a drill's way to lose a result after its commit, or to hold a step under way. */
export type WorkerOptions = { around?: (activities: Activities) => Activities };

/** Case histories kept in memory, so that a decision needn't replay; beyond this the oldest is replayed when it wakes. */
const CACHED_WORKFLOWS = 1200;

/**
 * Texts under way at once. A text costs several decisions' work: when a morning brings thousands, a few at a time leave
 * room for deciding what the other cases do.
 */
const SENDS_AT_ONCE = 3;

/** Puts workflows and activities on their queues: one process, a worker a queue. */
export async function startWorker(
  settings: WorkerSettings,
  { around = (activities) => activities }: WorkerOptions = {},
): Promise<RunningWorker> {
  const { database, secret, temporalAddress, namespace } = settings;
  const roles = {
    app: connect(roleUrl(database, 'app', secret), 8, DECIDING),
    gate: connect(roleUrl(database, 'gate', secret), 8, SERVING),
    relay: connect(roleUrl(database, 'relay', secret), 2, DECIDING),
  };
  const deps: ActivityDeps = {
    app: roles.app.db,
    gate: roles.gate.db,
    relay: roles.relay.db,
    secret,
    origin: settings.origin,
    gateHash: gateHash(),
    evolveHash: evolveHash(),
    providerFor: ({ accountSid, authToken, baseUrl }: ProviderAccount) => twilioSms({ accountSid, authToken, baseUrl }),
    patience: {
      ...PATIENCE,
      ...(settings.submitLeaseMs && { submitLeaseMs: settings.submitLeaseMs }),
      ...(settings.continueAfter && { continueAfter: settings.continueAfter }),
    },
    now: Date.now,
  };
  const activities = around(createActivities(deps));
  const connection = await NativeConnection.connect({ address: temporalAddress });
  const common = { connection, namespace, shutdownGraceTime: '8 seconds' } as const;
  const workers = await Promise.all([
    Worker.create({
      ...common,
      taskQueue: CASE_QUEUE,
      workflowBundle: await workflowBundle(),
      activities: activities.cases,
      maxCachedWorkflows: CACHED_WORKFLOWS,
      maxConcurrentWorkflowTaskExecutions: 8,
      maxConcurrentLocalActivityExecutions: 4,
    }),
    Worker.create({
      ...common,
      taskQueue: 'messages',
      activities: activities.messages,
      maxConcurrentActivityTaskExecutions: SENDS_AT_ONCE,
    }),
    Worker.create({ ...common, taskQueue: 'people', activities: activities.people, maxConcurrentActivityTaskExecutions: 4 }),
  ]);
  const ended = Promise.all(workers.map((worker) => worker.run())).then(async () => {
    await connection.close();
    await Promise.all(Object.values(roles).map((role) => role.end()));
  });
  return {
    ended,
    stop: async () => {
      for (const worker of workers) worker.shutdown();
      await ended;
    },
  };
}

/** Once a process, before the first worker. */
export function quietRuntime(level: string): void {
  const known: Record<string, LogLevel> = { trace: 'TRACE', debug: 'DEBUG', info: 'INFO', warn: 'WARN', error: 'ERROR' };
  Runtime.install({ logger: new DefaultLogger(level === 'info' ? 'WARN' : (known[level] ?? 'WARN')), shutdownSignals: [] });
}
