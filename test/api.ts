import { createDecideNext } from '#activities/decide-next.ts';
import { PATIENCE, type ActivityDeps } from '#activities/deps.ts';
import { offerHandoff } from '#activities/steps/offer-handoff.ts';
import { twilioSms } from '#activities/channels/twilio-sms.ts';
import { createMember, type NewMember } from '#api/commands/create-member.ts';
import type { CaseEngine } from '#api/case-engine.ts';
import { createLog } from '#api/log.ts';
import { serve } from '#api/server.ts';
import { asTenant, connect, type Transaction } from '#db/client.ts';
import { inDatabase } from '#db/migrate.ts';
import { roleUrl } from '#db/roles.ts';
import { creditorGrant } from '#db/schema/auth.ts';
import { caseStep, change, creditor } from '#db/schema/index.ts';
import { and, eq } from 'drizzle-orm';
import { freshDatabase } from '#test/database.ts';
import { makeWorld, type PlacedCase, type World } from '#test/world.ts';
import { publishChanges } from '#workers/relay/tailer.ts';

const CARRIER = { baseUrl: 'http://127.0.0.1:9', accountSid: 'AC00000000000000000000000000000001', authToken: 'the token of a carrier' };
const PASSWORD = 'correct horse battery';

export type Session = { userId: string; call: Call };
export type Call = (method: string, path: string, options?: CallOptions) => Promise<Answer>;
export type CallOptions = { body?: unknown; raw?: string | FormData; headers?: Record<string, string>; key?: string };
export type Answer = { status: number; headers: Headers; text: string; json: Json };
// What an API answers is asserted on, not relied on.
export type Json = { [name: string]: Json } & Json[] & string & number & null;
export type TestApi = Awaited<ReturnType<typeof startApi>>;

/**
 * The API on a database of the file's own, with decisions taken in this process instead of by a workflow.
 * `far` is another tenant. `answering: false` makes the engine one that can't be reached.
 */
export async function startApi({ now = Date.now, recheckMs }: { now?: () => number; recheckMs?: number } = {}) {
  const { url, secret, drop, name, adminUrl } = await freshDatabase();
  const [home, far] = [await makeWorld({ url, secret, carrier: CARRIER }), await makeWorld({ url, secret, carrier: CARRIER })];
  const [appDb, gateDb, relayDb, authDb] = (['app', 'gate', 'relay', 'auth'] as const).map((role) =>
    connect(roleUrl(url, role, secret), 3),
  ) as [ReturnType<typeof connect>, ReturnType<typeof connect>, ReturnType<typeof connect>, ReturnType<typeof connect>];
  const deps: ActivityDeps = {
    app: appDb.db,
    gate: gateDb.db,
    relay: relayDb.db,
    secret,
    origin: CARRIER.baseUrl,
    gateHash: 'gate',
    evolveHash: 'evolve',
    providerFor: ({ accountSid, authToken, baseUrl }) => twilioSms({ accountSid, authToken, baseUrl }),
    patience: PATIENCE,
    now,
  };
  const decide = createDecideNext(deps);
  const state = { answering: true };
  const engine: CaseEngine = {
    async ask({ tenant, caseId, epoch }, _request, inputId) {
      if (!state.answering) throw new Error('the engine is away');
      const next = await decide({ tenant, caseId, epoch }, [inputId]);
      return next.superseded ? undefined : next.answers.find(([id]) => id === inputId)?.[1];
    },
    reachable: () => Promise.resolve(state.answering),
    close: () => Promise.resolve(),
  };
  const logLines: string[] = [];
  const logger = createLog('debug', { write: (line) => void logLines.push(line) });
  const running = await serve({
    database: url,
    secret,
    temporal: { address: '', namespace: '' },
    port: 0,
    logger,
    web: 'none',
    now,
    engine,
    ...(recheckMs !== undefined && { recheckMs }),
  });

  async function call(method: string, path: string, { body, raw, headers = {}, key }: CallOptions = {}): Promise<Answer> {
    const response = await fetch(running.origin + path, {
      method,
      headers: {
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(key !== undefined && { 'idempotency-key': key }),
        ...headers,
      },
      ...(raw !== undefined ? { body: raw } : body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const json = /json/.test(response.headers.get('content-type') ?? '') ? (JSON.parse(text) as Json) : (null as Json);
    return { status: response.status, headers: response.headers, text, json };
  }

  async function signIn(email: string, password = PASSWORD): Promise<{ cookie: string; answer: Answer }> {
    const answer = await call('POST', '/api/v1/auth/sign-in/email', { body: { email, password } });
    return {
      cookie: answer.headers
        .getSetCookie()
        .map((cookie) => cookie.split(';')[0])
        .join('; '),
      answer,
    };
  }

  /** Somebody who works here, signed in. */
  async function member(
    world: World,
    role: NewMember['role'],
    { creditorIds = [world.creditorId], ...more }: Partial<NewMember> = {},
  ): Promise<Session & { cookie: string; email: string }> {
    const email = `${crypto.randomUUID()}@example.test`;
    const userId = await createMember(authDb.db, {
      tenantId: world.tenantId,
      name: `A ${role}`,
      email,
      password: PASSWORD,
      role,
      creditorIds,
      ...more,
    });
    const { cookie } = await signIn(email);
    return {
      userId,
      email,
      cookie,
      call: (method, path, options = {}) => call(method, path, { ...options, headers: { cookie, ...options.headers } }),
    };
  }

  const runOf = (world: World, caseId: string) => ({ tenant: world.tenantId, caseId, epoch: 1 });
  return {
    ...running,
    url,
    secret,
    home,
    far,
    carrier: CARRIER,
    password: PASSWORD,
    logLines,
    authDb: authDb.db,
    state,
    call,
    signIn,
    member,
    read: <T>(world: World, work: (tx: Transaction) => Promise<T>) => asTenant(world.owner.db, world.tenantId, work),
    /** Another creditor of the same tenant, without a case. */
    secondCreditor: (world: World): Promise<string> =>
      asTenant(world.owner.db, world.tenantId, async (tx) => {
        const id = crypto.randomUUID();
        const { tenantId, playbookId } = world;
        await tx
          .insert(creditor)
          .values({ id, tenantId, playbookId, name: `Creditor ${id}`, collector: 'first_party', creditorType: 'bank' });
        return id;
      }),
    /** Takes whatever waits in a case's inbox. */
    decide: (world: World, caseId: string) => decide(runOf(world, caseId), []),
    /** A case that was decided on once, and now asks for a person. */
    async offered(world: World, options?: Parameters<World['placeCase']>[0]): Promise<PlacedCase & { handoffId: string }> {
      const placed = await world.placeCase(options);
      const { partyId, contactPointId, caseId } = placed;
      await world.tell(caseId, { type: 'MessageReceived', messageId: crypto.randomUUID(), partyId, contactPointId, intent: 'help' });
      await decide(runOf(world, caseId), []);
      const [step] = await asTenant(world.owner.db, world.tenantId, (tx) =>
        tx
          .select()
          .from(caseStep)
          .where(and(eq(caseStep.caseId, caseId), eq(caseStep.type, 'offerHandoff'))),
      );
      if (!step) throw new Error('no handoff was offered');
      await offerHandoff(deps)(runOf(world, caseId), step.id);
      return { ...placed, handoffId: String(step.body['handoffId']) };
    },
    publish: () => publishChanges(relayDb.db),
    clearChanges: () => relayDb.db.delete(change),
    ungrant: (userId: string) => authDb.db.delete(creditorGrant).where(eq(creditorGrant.userId, userId)),
    /** Cuts every connection to the database and lets none in until `work` is done. */
    async outage(work: () => Promise<void>): Promise<void> {
      const admin = connect(inDatabase(adminUrl, 'postgres'), 1);
      await admin.client.unsafe(`alter database "${name}" with allow_connections false`);
      await admin.client`select pg_terminate_backend(pid) from pg_stat_activity where datname = ${name}`;
      await work();
      await admin.client.unsafe(`alter database "${name}" with allow_connections true`);
      await admin.end();
    },
    async stop() {
      await running.close();
      await Promise.all([home.owner, far.owner, appDb, gateDb, relayDb, authDb].map((connection) => connection.end()));
      await drop();
    },
  };
}
