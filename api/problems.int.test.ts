import { afterAll, beforeAll, expect, it } from 'vitest';
import { startApi, type Session, type TestApi } from '#test/api.ts';

let api: TestApi;
let admin: Session;
beforeAll(async () => {
  api = await startApi();
  admin = await api.member(api.home, 'admin');
});
afterAll(() => api.stop());

const json = { 'content-type': 'application/json' };
const id = crypto.randomUUID();
const hold = (body: object) =>
  admin.call('POST', `/api/v1/cases/${id}/holds`, { key: id, body: { kind: 'manual', because: 'asked to wait', ...body } });
const timeline = (end: unknown[]) =>
  admin.call('GET', `/api/v1/cases/${id}/timeline?cursor=${Buffer.from(JSON.stringify(end)).toString('base64url')}`);
const pay = (body: object) =>
  admin.call('POST', '/api/v1/payments', {
    body: { id, creditorId: id, accountRef: 'a', amountMinor: 1, currency: 'USD', occurredAt: '2026-11-04T10:00:00Z', ...body },
  });
const TEN_MEGABYTES = 'x'.repeat(10 * 1024 * 1024);

it.each([
  ['malformed JSON', () => admin.call('POST', '/api/v1/payments', { raw: '{"id": ', headers: json }), 400, 'malformed'],
  [
    'a body of 10 MB',
    () => admin.call('POST', '/api/v1/payments', { raw: JSON.stringify({ id: TEN_MEGABYTES }), headers: json }),
    413,
    'too-large',
  ],
  [
    'a webhook of 10 MB',
    () => api.call('POST', `/webhooks/twilio/${api.home.providerAccountId}/status`, { raw: TEN_MEGABYTES }),
    413,
    'too-large',
  ],
  ['a body that breaks the contract', () => admin.call('POST', '/api/v1/payments', { body: { id: 'p' } }), 400, 'invalid'],
  ['a field nobody asked for', () => admin.call('POST', '/api/v1/clock/rate', { body: { rate: 2, also: 1 } }), 400, 'invalid'],
  ['an unknown route', () => admin.call('GET', '/api/v1/nothing'), 404, 'not-found'],
  ['an unknown version', () => admin.call('GET', '/api/v2/cases'), 404, 'not-found'],
  ['an unknown page', () => admin.call('GET', '/nothing'), 404, 'not-found'],
  ['an unknown webhook', () => api.call('POST', '/webhooks/other/x'), 404, 'not-found'],
  ['an id that is none', () => admin.call('GET', '/api/v1/cases/1'), 404, 'not-found'],
  ['a page size out of range', () => admin.call('GET', '/api/v1/cases?limit=1000'), 400, 'invalid'],
  ['a cursor nobody gave', () => admin.call('GET', '/api/v1/cases?cursor=xyz'), 400, 'invalid'],
  ['a text no database keeps', () => hold({ because: 'one\0two' }), 400, 'invalid'],
  ['a reason nobody can see', () => hold({ because: '\u200B \u202E' }), 400, 'invalid'],
  ['a search no database can make', () => admin.call('GET', '/api/v1/cases?q=%00'), 400, 'invalid'],
  ['a moment before any', () => hold({ until: '0000-01-01T00:00:00Z' }), 400, 'invalid'],
  ['a moment after all', () => hold({ until: '9999-12-31T23:59:59-14:00' }), 400, 'invalid'],
  ['a cursor to before any moment', () => timeline([-9e15, 'd1']), 400, 'invalid'],
  ['a cursor to no entry', () => timeline([0, 'd\0']), 400, 'invalid'],
  ['a payment that no sum could hold', () => pay({ amountMinor: Number.MAX_SAFE_INTEGER }), 400, 'invalid'],
  ['a request without its key', () => admin.call('POST', `/api/v1/cases/${crypto.randomUUID()}/skip`), 400, 'key-needed'],
] as const)('answers %s with a code and a sentence', async (_name, ask, status, code) => {
  const answer = await ask();
  expect([answer.status, answer.json['code']]).toEqual([status, code]);
  expect(answer.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
  expect(Object.keys(answer.json).every((name) => ['type', 'title', 'status', 'code', 'detail', 'errors'].includes(name))).toBe(true);
  expect(answer.text).not.toMatch(/\bat .*\.ts|node_modules|Error:/);
});

it('names the fields that are wrong, and never what they held', async () => {
  const answer = await admin.call('POST', '/api/v1/accounts/find', { body: { phone: 'Michelle Roberts' } });
  expect(answer.json['errors']).toMatchObject([{ path: 'phone' }]);
  expect(answer.text).not.toContain('Michelle');
});

it('says whether database and engine can be reached, to anybody', async () => {
  expect((await api.call('GET', '/api/v1/health')).json).toEqual({ database: true, temporal: true });
  api.state.answering = false;
  expect((await api.call('GET', '/api/v1/health')).status).toBe(503);
  api.state.answering = true;
});

it('shows its documentation without loading anything from elsewhere', async () => {
  const page = await api.call('GET', '/api/docs/');
  expect(page.status).toBe(200);
  expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
  const parts = [...page.text.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, address]) => address ?? '');
  expect(parts.length).toBeGreaterThan(3);
  for (const part of parts) expect((await api.call('GET', part)).status, part).toBe(200);
  expect((await api.call('GET', '/api/v1/openapi.json')).json).toMatchObject({ openapi: '3.1.1' });
});

it('writes no name, number, cookie or search into its log', async () => {
  await admin.call('POST', '/api/v1/accounts/find', { body: { phone: '+12125550177' } });
  await admin.call('GET', '/api/v1/cases?q=Michelle');
  await admin.call('GET', '/api/v1/cases?cursor=abc');
  const log = api.logLines.join('');
  expect(log).toContain('/api/v1/accounts/find');
  expect(log).not.toMatch(/5550177|Michelle|session_token|q=|cookie|example\.test/);
});
