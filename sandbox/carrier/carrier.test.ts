import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { NotSent } from '#activities/channels/provider.ts';
import { twilioSms } from '#activities/channels/twilio-sms.ts';
import { ACCOUNT, DEBTOR, OURS, carrierUnderTest, type Counted, type UnderTest } from '../test/carrier-under-test.ts';
import { receiver } from '../test/receiver.ts';
import { SOON } from '../test/soon.ts';
import { MESSAGE, misfits } from './schema.ts';

let test: UnderTest;
beforeEach(async () => {
  test = await carrierUnderTest();
});
afterEach(() => test.close());

const basic = `Basic ${Buffer.from(`${ACCOUNT.accountSid}:${ACCOUNT.authToken}`).toString('base64')}`;
const messages = (path = '.json', init: RequestInit = {}) =>
  fetch(`${test.sandbox.url}/2010-04-01/Accounts/${ACCOUNT.accountSid}/Messages${path}`, { headers: { authorization: basic }, ...init });
const statuses = () => test.api.events.flatMap((event) => (event.kind === 'status' ? [event.status] : []));
const counted = async () => (await test.control('GET', '/messages')) as Counted;

it('takes a message on and tells of each step, naming the attempt', async () => {
  const answer = await test.submit('case-1:1:2:1');
  expect(answer).toMatchObject({ outcome: 'submitted', status: 'submitted' });
  await vi.waitFor(() => expect(statuses()).toEqual(['submitted', 'sent', 'delivered']), SOON);
  expect(test.api.events.every((event) => event.kind === 'status' && event.attemptId === 'case-1:1:2:1')).toBe(true);
  expect(new Set(test.api.events.map(({ dedupeKey }) => dedupeKey)).size).toBe(3);
  const sid = answer.outcome === 'submitted' ? answer.providerMessageId : '';
  expect(await test.provider().lookup?.(sid)).toEqual({ status: 'delivered', left: true });
  expect(await counted()).toMatchObject({ attempts: { 'case-1:1:2:1': 1 }, webhooksOwed: 0 });
});

it('answers with a resource that fits Twilio’s document, created, fetched and listed', async () => {
  const body = new URLSearchParams({ To: DEBTOR, From: OURS, Body: 'Hola, mañana 👍' });
  const created = await messages('.json', { method: 'POST', body, headers: { authorization: basic } });
  expect(created.status).toBe(201);
  const resource = (await created.json()) as { sid: string };
  const fetched: unknown = await (await messages(`/${resource.sid}.json`)).json();
  const list = (await (await messages(`.json?To=${encodeURIComponent(DEBTOR)}&PageSize=1`)).json()) as { messages: unknown[] };
  for (const one of [resource, fetched, list.messages[0]]) expect(misfits(MESSAGE, one)).toEqual([]);
  expect(resource).toMatchObject({ status: 'queued', direction: 'outbound-api', num_segments: '1', account_sid: ACCOUNT.accountSid });
});

it.each([
  [{ To: '' }, 21604],
  [{ To: '+1202555' }, 21211],
  [{ To: 'Mary' }, 21211],
  [{ From: '' }, 21603],
  [{ From: '+12025550199' }, 21606],
  [{ To: OURS }, 21266],
  [{ Body: '' }, 21602],
  [{ Body: 'x'.repeat(1601) }, 21617],
  [{ StatusCallback: 'nowhere' }, 21609],
  [{ ValidityPeriod: 'soon' }, 20001],
  [{ MessagingServiceSid: `MG${'0'.repeat(32)}` }, 21701],
])('refuses %o as Twilio does, with %i', async (changes, code) => {
  const form = { To: DEBTOR, From: OURS, Body: 'hello', ...changes };
  const answer = await messages('.json', { method: 'POST', body: new URLSearchParams(form), headers: { authorization: basic } });
  expect(answer.status).toBe(400);
  expect(await answer.json()).toMatchObject({ code, status: 400, more_info: `https://www.twilio.com/docs/errors/${code}` });
  expect((await counted()).messages).toEqual([]);
});

it('lets nobody in without the account’s token, and shows no other account’s messages', async () => {
  const wrong = twilioSms({ ...ACCOUNT, authToken: 'x', baseUrl: test.sandbox.url });
  expect(await wrong.submit(test.attempt('a'), { idempotencyKey: 'a' })).toMatchObject({ outcome: 'refused', code: '20003' });
  expect(
    (await fetch(`${test.sandbox.url}/2010-04-01/Accounts/AC${'0'.repeat(32)}/Messages.json`, { headers: { authorization: basic } }))
      .status,
  ).toBe(401);
  expect(await test.provider().lookup?.(`SM${'0'.repeat(32)}`)).toBeUndefined();
});

it('says in a refusal why, without the debtor’s number', async () => {
  expect(await test.submit('a', { to: '+1202555' })).toEqual({ outcome: 'refused', code: '21211', reason: "Invalid 'To' Phone Number: …" });
});

it('blocks texts to a debtor who wrote STOP, at the carrier, until START', async () => {
  await test.control('POST', '/inbound', { from: DEBTOR, to: OURS, body: ' Stop ' });
  expect(await test.submit('a')).toMatchObject({ outcome: 'refused', code: '21610' });
  await vi.waitFor(() => expect(test.api.events).toMatchObject([{ kind: 'message', from: DEBTOR, to: OURS, text: ' Stop ' }]), SOON);
  await test.control('POST', '/inbound', { from: DEBTOR, to: OURS, body: 'START' });
  expect(await test.submit('b')).toMatchObject({ outcome: 'submitted' });
});

it('passes on a text handed in twice under one key once', async () => {
  const text = { from: DEBTOR, to: OURS, body: 'I can pay 120 tomorrow', key: 'act-1' };
  expect(await test.control('POST', '/inbound', text)).toEqual(await test.control('POST', '/inbound', text));
  await vi.waitFor(() => expect(test.api.events).toHaveLength(1), SOON);
});

it('cancels what is still queued, and nothing later', async () => {
  const first = await test.submit('a');
  const sid = first.outcome === 'submitted' ? first.providerMessageId : '';
  expect(await test.provider().cancel?.(sid)).toBe(true);
  await vi.waitFor(() => expect(test.api.events.at(-1)).toMatchObject({ status: 'failed', left: false, errorCode: 'canceled' }), SOON);
  const second = await test.submit('b');
  await vi.waitFor(() => expect(statuses()).toContain('delivered'), SOON);
  expect(await test.provider().cancel?.(second.outcome === 'submitted' ? second.providerMessageId : '')).toBe(false);
});

it('repeats a webhook until it is answered 2xx, under one token', async () => {
  test.api.answer = (n) => (n < 3 ? 503 : 200);
  await test.submit('a');
  await vi.waitFor(() => expect(statuses().toSorted()).toEqual(['delivered', 'sent', 'submitted']), SOON);
  expect(new Set(test.api.tokens).size).toBe(3);
});

it('delivers late, twice and out of order when asked', async () => {
  await test.control('POST', '/webhooks', { late: { min: 50, max: 100 }, twice: 1, shuffle: 0.5, seed: 7 });
  const ids = Array.from({ length: 8 }, (_, n) => `attempt-${n}`);
  await Promise.all(ids.map((id) => test.submit(id)));
  await vi.waitFor(() => expect(test.api.events).toHaveLength(8 * 3 * 2), SOON);
  expect(new Set(test.api.events.map(({ dedupeKey }) => dedupeKey)).size).toBe(8 * 3);
  const orders = ids.map((id) =>
    test.api.events.flatMap((event) => (event.kind === 'status' && event.attemptId === id ? [event.status] : [])),
  );
  expect(orders.some((order) => order.indexOf('delivered') < order.lastIndexOf('submitted'))).toBe(true);
});

it.each([
  ['time-out', 'before', 0],
  ['time-out', 'after', 1],
  ['server-error', 'before', 0],
  ['server-error', 'after', 1],
  ['reset', 'before', 0],
  ['reset', 'after', 1],
] as const)('leaves the outcome unknown on %s %s taking the message on', async (kind, when, effects) => {
  await test.control('POST', '/faults', { kind, when, times: 1 });
  const error = await test
    .provider(300)
    .submit(test.attempt('a'), { idempotencyKey: 'a' })
    .catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(Error);
  expect(error).not.toBeInstanceOf(NotSent);
  expect((await counted()).messages).toHaveLength(effects);
  expect(await test.submit('b')).toMatchObject({ outcome: 'submitted' });
});

it('is proven not sent when Twilio asks to wait, or nobody listens', async () => {
  await test.control('POST', '/faults', { kind: 'refuse', status: 429, code: 20429, times: 1 });
  await expect(test.submit('a')).rejects.toBeInstanceOf(NotSent);
  const left = await receiver(() => test.provider());
  await left.close();
  const nobody = twilioSms({ ...ACCOUNT, baseUrl: left.origin });
  await expect(nobody.submit(test.attempt('a'), { idempotencyKey: 'a' })).rejects.toBeInstanceOf(NotSent);
  expect((await counted()).messages).toEqual([]);
});

it('refuses control from a page in a browser', async () => {
  const ask = (headers: Record<string, string>, body: string) =>
    fetch(`${test.sandbox.url}/control/inbound`, { method: 'POST', headers, body });
  expect((await ask({ 'content-type': 'text/plain' }, '{}')).status).toBe(403);
  expect((await ask({ 'content-type': 'application/json', origin: 'https://elsewhere.example' }, '{}')).status).toBe(403);
  expect((await ask({ 'content-type': 'application/json' }, '{"from":"x"}')).status).toBe(400);
});
