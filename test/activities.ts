import { and, eq } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';
import type { CaseInput } from '#domain/case/vocabulary.ts';
import type { CaseRun, Next } from '#domain/case/run.ts';
import type { ChannelProvider, OutboundAttempt, Refused, Submitted } from '#activities/channels/provider.ts';
import { PATIENCE, type ActivityDeps } from '#activities/deps.ts';
import { createActivities } from '#activities/index.ts';
import { asTenant, connect, type Db, type Transaction } from '#db/client.ts';
import { addressHash } from '#db/hashing.ts';
import { roleUrl, type Role } from '#db/roles.ts';
import { attempt, attemptEvent, caseEvent, caseState, caseStep, inbox } from '#db/schema/index.ts';
import { freshDatabase } from '#test/database.ts';
import { makeWorld, type World } from '#test/world.ts';

const CARRIER = { baseUrl: 'http://127.0.0.1:9', accountSid: 'AC00000000000000000000000000000001', authToken: 'the token of a carrier' };

export type Bench = Awaited<ReturnType<typeof startActivities>>;

/** A carrier that takes every message unless told otherwise. */
export function scriptedCarrier() {
  const calls: OutboundAttempt[] = [];
  const taken = (): Promise<Submitted | Refused> =>
    Promise.resolve({ outcome: 'submitted', providerMessageId: `SM-${calls.length}`, status: 'submitted' });
  const carrier = {
    calls,
    callsFor: (attemptId: string) => calls.filter((call) => call.attemptId === attemptId).length,
    answer: taken as (attempt: OutboundAttempt) => Promise<Submitted | Refused>,
    lookup: () => Promise.resolve(undefined) as ReturnType<NonNullable<ChannelProvider['lookup']>>,
    reset: () => {
      calls.length = 0;
      carrier.answer = taken;
    },
  };
  const provider: ChannelProvider = {
    submit: (attempt) => {
      calls.push(attempt);
      return carrier.answer(attempt);
    },
    lookup: () => carrier.lookup(),
    parseWebhook: () => [],
  };
  return { ...carrier, carrier, provider };
}

/** Statements as the driver sends them; `hook` sees each before it leaves and may fail it. */
export function watched(url: string, hook: (statement: string, params: unknown[]) => void): { db: Db; end: () => Promise<void> } {
  const client = postgres(url, { max: 4, onnotice: () => {} });
  return { db: drizzle({ client, logger: { logQuery: hook } }), end: () => client.end({ timeout: 1 }) };
}

/**
 * Activities called as functions, on a database of the file's own, with a carrier in this process.
 */
export async function startActivities() {
  const database = await freshDatabase();
  const { url, secret } = database;
  const world = await makeWorld({ url, secret, carrier: CARRIER });
  const opened = (['app', 'gate', 'relay', 'ingest'] as const).map((role) => [role, connect(roleUrl(url, role, secret), 12)] as const);
  const roles = Object.fromEntries(opened.map(([role, { db }]) => [role, db])) as Record<'app' | 'gate' | 'relay' | 'ingest', Db>;
  const admin = postgres(database.adminUrl, { max: 2, onnotice: () => {} });
  const { carrier, provider } = scriptedCarrier();
  const clock = { ahead: 0 };
  const deps: ActivityDeps = {
    app: roles.app,
    gate: roles.gate,
    relay: roles.relay,
    secret,
    origin: 'https://c1.example',
    gateHash: 'gate',
    evolveHash: 'evolve',
    providerFor: () => provider,
    patience: { ...PATIENCE, settleForMs: 1000 },
    now: () => Date.now() + clock.ahead,
  };
  const activities = createActivities(deps);
  const read = <T>(work: (tx: Transaction) => Promise<T>, of: World = world) => asTenant(world.owner.db, of.tenantId, work);
  const runOf = (caseId: string, epoch = 1): CaseRun => ({ tenant: world.tenantId, caseId, epoch });

  async function decide(caseId: string, asked: readonly string[] = []): Promise<Exclude<Next, { superseded: true }>> {
    const next = await activities.cases.decideNext(runOf(caseId), asked);
    if (next.superseded) throw new Error('superseded');
    return next;
  }
  const stepsOf = (caseId: string, status?: 'pending') =>
    read((tx) =>
      tx
        .select()
        .from(caseStep)
        .where(and(eq(caseStep.caseId, caseId), status && eq(caseStep.status, status)))
        .orderBy(caseStep.createdAt, caseStep.id),
    );

  return {
    ...database,
    world,
    roles,
    admin,
    carrier,
    clock,
    deps,
    activities,
    read,
    runOf,
    decide,
    stepsOf,
    hashOf: (phone: string) => addressHash(secret, world.tenantId, phone),
    roleUrl: (role: Role) => roleUrl(url, role, secret),
    tell: (caseId: string, body: CaseInput) => world.tell(caseId, body),
    /** A case whose first text is due: its attempt's id is its step's. */
    async planned(options?: Parameters<World['placeCase']>[0]) {
      const placed = await world.placeCase(options);
      return { ...placed, run: runOf(placed.caseId), stepId: await dueStep(placed.caseId) };
    },
    /** The one text due in a case, after a decision. */
    dueStep,
    contact: (caseId: string, stepId: string, epoch = 1) => activities.messages.sendSms(runOf(caseId, epoch), stepId),
    attempt: async (id: string) => (await read((tx) => tx.select().from(attempt).where(eq(attempt.id, id))))[0],
    told: (id: string) => read((tx) => tx.select().from(attemptEvent).where(eq(attemptEvent.attemptId, id)).orderBy(attemptEvent.seq)),
    step: async (id: string) => (await read((tx) => tx.select().from(caseStep).where(eq(caseStep.id, id))))[0],
    inputs: (caseId: string) => read((tx) => tx.select().from(inbox).where(eq(inbox.caseId, caseId)).orderBy(inbox.position)),
    events: (caseId: string) => read((tx) => tx.select().from(caseEvent).where(eq(caseEvent.caseId, caseId)).orderBy(caseEvent.seq)),
    state: async (caseId: string) => (await read((tx) => tx.select().from(caseState).where(eq(caseState.caseId, caseId))))[0],
    /** Resolves once somebody in this database waits for a lock. */
    async someoneWaits(): Promise<void> {
      for (const until = performance.now() + 10_000; performance.now() < until;) {
        const [row] = await admin<
          { waiting: number }[]
        >`select count(*)::int as waiting from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
        if (row && row.waiting > 0) return;
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
      throw new Error('nobody waits for a lock');
    },
    async stop() {
      await Promise.all([world.owner.end(), admin.end(), ...opened.map(([, connection]) => connection.end())]);
      await database.drop();
    },
  };

  async function dueStep(caseId: string): Promise<string> {
    const { steps } = await decide(caseId);
    const [step, ...more] = steps.filter(({ type }) => type === 'sendSms');
    if (!step || more.length > 0) throw new Error(`${steps.length} steps are due`);
    return step.id;
  }
}
