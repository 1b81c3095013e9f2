import { request } from 'node:http';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createApiKey } from '#api/commands/create-api-key.ts';
import { apiKey, member, session } from '#db/schema/auth.ts';
import { startApi, type TestApi } from '#test/api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.stop());

it('lets a member in by e-mail and password, and says who they are', async () => {
  const supervisor = await api.member(api.home, 'supervisor');
  const me = await supervisor.call('GET', '/api/v1/me');
  expect(me.status).toBe(200);
  expect(me.json).toMatchObject({
    user: { id: supervisor.userId, email: supervisor.email },
    tenant: { id: api.home.tenantId, sandbox: true },
    role: 'supervisor',
    creditors: [{ id: api.home.creditorId }],
    handoffs: { held: 0, capacity: 5 },
  });
  expect(me.json['scopes']).toContain('clock:write');
  expect(me.headers.get('x-cursor')).toBeTruthy();
});

it('answers a wrong password, a stranger and no sign-in with a code', async () => {
  const { email } = await api.member(api.home, 'collector');
  const wrong = (await api.signIn(email, 'not the password')).answer;
  expect([wrong.status, wrong.json['code']]).toEqual([401, 'wrong-credentials']);
  const stranger = (await api.signIn('nobody@example.test')).answer;
  expect(stranger.text).toBe(wrong.text);
  const out = await api.call('GET', '/api/v1/me');
  expect([out.status, out.json['code'], out.headers.get('content-type')]).toEqual([
    401,
    'sign-in',
    'application/problem+json; charset=utf-8',
  ]);
});

it('takes nobody in who signs up by themselves', async () => {
  const answer = await api.call('POST', '/api/v1/auth/sign-up/email', {
    body: { name: 'X', email: 'x@example.test', password: api.password },
  });
  expect(answer.status).toBe(404);
});

it('ends with the session, by sign-out, by time and by leaving', async () => {
  const one = await api.member(api.home, 'collector');
  expect((await one.call('POST', '/api/v1/auth/sign-out', { body: {} })).status).toBe(200);
  expect((await one.call('GET', '/api/v1/me')).json['code']).toBe('sign-in');

  const late = await api.member(api.home, 'collector');
  await api.authDb
    .update(session)
    .set({ expiresAt: new Date(Date.now() - 1000) })
    .where(eq(session.userId, late.userId));
  expect((await late.call('GET', '/api/v1/me')).status).toBe(401);

  const left = await api.member(api.home, 'collector');
  await api.authDb.update(member).set({ leftAt: new Date() }).where(eq(member.userId, left.userId));
  expect((await left.call('GET', '/api/v1/me')).status).toBe(401);
});

it("refuses another site's write with this site's cookie, and lets its own page write", async () => {
  const supervisor = await api.member(api.home, 'supervisor');
  const pause = (headers: Record<string, string>) => supervisor.call('POST', '/api/v1/clock/pause', { headers });
  expect((await pause({ origin: 'http://elsewhere.test' })).json['code']).toBe('other-site');
  expect((await pause({ origin: 'null' })).json['code']).toBe('other-site');
  expect((await pause({ 'sec-fetch-site': 'cross-site' })).json['code']).toBe('other-site');
  expect((await pause({ origin: api.origin })).status).toBe(200);
});

it('lets a program in by its key, within its scopes, until the key is revoked', async () => {
  const { tenantId, creditorId } = api.home;
  const { id, key } = await createApiKey(api.authDb, { tenantId, name: 'Ledger', scopes: ['accounts:find'], creditorIds: [creditorId] });
  const as = (path: string, body?: unknown) =>
    api.call(body ? 'POST' : 'GET', path, { headers: { authorization: `Bearer ${key}` }, ...(body ? { body } : {}) });
  expect((await as('/api/v1/accounts/find', { phone: '+12125559999' })).json).toEqual({ accounts: [] });
  expect((await as('/api/v1/cases')).json['code']).toBe('forbidden');
  expect((await as('/api/v1/me')).json).toMatchObject({ user: { id: `key:${id}`, email: null }, role: null });
  await api.authDb.update(apiKey).set({ revokedAt: new Date() }).where(eq(apiKey.id, id));
  expect((await as('/api/v1/me')).status).toBe(401);
  expect((await api.call('GET', '/api/v1/me', { headers: { authorization: 'Bearer c1_made-up' } })).status).toBe(401);
});

it('keeps everyone to their scopes', async () => {
  const strategist = await api.member(api.home, 'strategist');
  const placed = await api.home.placeCase();
  const answer = await strategist.call('POST', `/api/v1/cases/${placed.caseId}/holds`, {
    body: { kind: 'manual', because: 'x' },
    key: 'a-key-for-this',
  });
  expect([answer.status, answer.json['code']]).toEqual([403, 'forbidden']);
});

it('answers under its own name alone, so that no foreign name can be given its address', async () => {
  const { hostname, port } = new URL(api.origin);
  const status = (host: string) =>
    new Promise<number | undefined>((resolve, reject) => {
      request({ hostname, port, path: '/api/v1/me', headers: { host } }, (answer) => resolve(answer.resume().statusCode))
        .on('error', reject)
        .end();
    });
  expect(await status('evil.example')).toBe(403);
  expect(await status(`localhost:${port}`)).toBe(401);
});
