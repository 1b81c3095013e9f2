import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createMember } from '#api/commands/create-member.ts';
import { createLog } from '#api/log.ts';
import { serve, type Running } from '#api/server.ts';
import { connect, type Connection } from '#db/client.ts';
import { roleUrl } from '#db/roles.ts';
import { handoff, inbox } from '#db/schema/index.ts';
import { startEngine, type Engine } from '#test/engine.ts';

const PASSWORD = 'correct horse battery';
let engine: Engine;
let api: Running;
let auth: Connection;
let cookie: string;

beforeAll(async () => {
  engine = await startEngine();
  const { database, secret, temporalAddress: address, namespace } = engine.settings;
  api = await serve({ database, secret, temporal: { address, namespace }, port: 0, logger: createLog('silent'), web: 'none' });
  auth = connect(roleUrl(database, 'auth', secret), 1);
  const { tenantId, creditorId } = engine.world;
  const email = 'ann@example.test';
  await createMember(auth.db, {
    tenantId,
    name: 'Ann',
    email,
    password: PASSWORD,
    role: 'collector',
    creditorIds: [creditorId],
    capacity: 50,
  });
  const signedIn = await fetch(`${api.origin}/api/v1/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password: PASSWORD }),
  });
  cookie = signedIn.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ');
});
afterAll(async () => {
  await api.close();
  await auth.end();
  await engine.stop();
});

const post = async (path: string, key: string = crypto.randomUUID()) => {
  const began = performance.now();
  const response = await fetch(`${api.origin}/api/v1${path}`, { method: 'POST', headers: { cookie, 'idempotency-key': key } });
  return { status: response.status, json: (await response.json()) as Record<string, unknown>, ms: performance.now() - began };
};

/** A case whose debtor asks for a person, and the handoff offered for it. */
async function offered(): Promise<{ caseId: string; handoffId: string }> {
  const { caseId, partyId, contactPointId } = await engine.world.placeCase();
  await engine.world.tell(caseId, { type: 'MessageReceived', messageId: crypto.randomUUID(), partyId, contactPointId, intent: 'help' });
  const find = async () => (await engine.read((tx) => tx.select().from(handoff).where(eq(handoff.caseId, caseId))))[0]?.id;
  await expect.poll(find, { timeout: 20_000 }).toBeTruthy();
  return { caseId, handoffId: (await find()) ?? '' };
}

it('answers a claim with what the case decided, through the engine, and a repetition alike', async () => {
  const { handoffId, caseId } = await offered();
  const key = crypto.randomUUID();
  const first = await post(`/handoffs/${handoffId}/claim`, key);
  expect(first.json).toMatchObject({ status: 'accepted', ref: handoffId, caseId });
  expect((await post(`/handoffs/${handoffId}/claim`, key)).json).toEqual(first.json);
  expect((await post(`/handoffs/${handoffId}/release`)).json).toMatchObject({ status: 'accepted' });
  expect(await engine.eventTypes(caseId)).toEqual(expect.arrayContaining(['HandoffClaimed', 'HandoffReturned']));
});

it('starts the case again for a request that finds it at rest', async () => {
  const { handoffId, caseId } = await offered();
  await engine.handle(caseId).terminate('for the test');
  expect((await post(`/handoffs/${handoffId}/claim`)).json).toMatchObject({ status: 'accepted' });
});

it('takes a request down while nobody decides, within three seconds, and the answer comes when somebody does', async () => {
  const { handoffId } = await offered();
  await engine.stopWorker();
  const pending = await post(`/handoffs/${handoffId}/claim`);
  expect([pending.status, pending.json['status']]).toEqual([202, 'pending']);
  expect(pending.ms).toBeLessThan(3000);
  await engine.replaceWorker({});
  const answer = async () =>
    (
      await engine.read((tx) =>
        tx
          .select()
          .from(inbox)
          .where(eq(inbox.id, String(pending.json['requestId']))),
      )
    )[0]?.answer;
  await expect.poll(answer, { timeout: 30_000 }).toMatchObject({ accepted: true });
});
