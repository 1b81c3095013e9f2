import { eq } from 'drizzle-orm';
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks.js';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { addressHash } from '#db/hashing.ts';
import { attempt, attemptEvent, contactPoint, inbox, latch, message, party, webhook } from '#db/schema/index.ts';
import { startApi, type TestApi } from '#test/api.ts';
import type { PlacedCase, World } from '#test/world.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.stop());

type Sent = { to?: World; kind?: 'status' | 'message'; attempt?: string; signature?: string };
const send = (fields: Record<string, string>, { to = api.home, kind = 'status', attempt: id, signature }: Sent = {}) => {
  const path = `/webhooks/twilio/${to.providerAccountId}/${kind}${id === undefined ? '' : `?attempt=${encodeURIComponent(id)}`}`;
  const signed = signature ?? getExpectedTwilioSignature(api.carrier.authToken, api.origin + path, fields);
  return api.call('POST', path, {
    raw: new URLSearchParams(fields).toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'x-twilio-signature': signed },
  });
};
let sent = 0;
const write = (from: string, Body: string, { MessageSid = `SM-in-${++sent}`, to }: { MessageSid?: string; to?: World } = {}) =>
  send(
    { MessageSid, SmsStatus: 'received', From: from, To: (to ?? api.home).senderNumber, Body, NumMedia: '0' },
    { kind: 'message', ...(to && { to }) },
  );
const status = (id: string, MessageStatus: string, MessageSid = `SM-${id}`) => send({ MessageSid, MessageStatus }, { attempt: id });

const inputs = (caseId: string) =>
  api.read(api.home, (tx) => tx.select().from(inbox).where(eq(inbox.caseId, caseId)).orderBy(inbox.position));
const told = async (caseId: string) => (await inputs(caseId)).map(({ type }) => type).filter((type) => type !== 'CasePlaced');

const gateOf = async (caseId: string) => {
  const supervisor = await api.member(api.home, 'supervisor');
  return (await supervisor.call('GET', `/api/v1/cases/${caseId}/gate?channel=sms`)).json;
};

/** An attempt the provider has taken, of whose end nothing is known yet. */
async function submitted(placed: PlacedCase): Promise<string> {
  const id = `${placed.caseId}:1:9:${++sent}`;
  await api.read(api.home, (tx) =>
    tx.insert(attempt).values({
      id,
      tenantId: api.home.tenantId,
      creditorId: api.home.creditorId,
      caseId: placed.caseId,
      partyId: placed.partyId,
      personId: placed.personId,
      contactPointId: placed.contactPointId,
      addressHash: addressHash(api.secret, api.home.tenantId, placed.phone),
      role: 'debtor',
      channel: 'sms',
      provider: 'twilio',
      providerAccountId: api.home.providerAccountId,
      debts: [placed.accountId],
      status: 'submitted',
      occurredAt: new Date(),
    }),
  );
  return id;
}
const attemptOf = async (id: string) => (await api.read(api.home, (tx) => tx.select().from(attempt).where(eq(attempt.id, id))))[0];
const eventsOf = (id: string) =>
  api.read(api.home, (tx) => tx.select().from(attemptEvent).where(eq(attemptEvent.attemptId, id)).orderBy(attemptEvent.seq));

it('raises an attempt with what the carrier says, and tells the case of its end once', async () => {
  const placed = await api.home.placeCase();
  const id = await submitted(placed);
  for (const word of ['sent', 'delivered', 'read']) expect((await status(id, word)).status).toBe(200);
  expect(await attemptOf(id)).toMatchObject({ status: 'read', providerMessageId: `SM-${id}` });
  expect((await eventsOf(id)).map((event) => [event.status, event.raised])).toEqual([
    ['sent', 'yes'],
    ['delivered', 'yes'],
    ['read', 'yes'],
  ]);
  expect(await told(placed.caseId)).toEqual(['AttemptEnded']);
});

it('never lowers a status, whatever order webhooks arrive in', async () => {
  const placed = await api.home.placeCase();
  const id = await submitted(placed);
  await status(id, 'delivered');
  await Promise.all([status(id, 'sent'), status(id, 'failed'), status(id, 'queued')]);
  expect((await attemptOf(id))?.status).toBe('delivered');
  expect(await told(placed.caseId)).toEqual(['AttemptEnded']);
});

it('takes a valid duplicate for a no-op', async () => {
  const placed = await api.home.placeCase();
  const id = await submitted(placed);
  const answers = await Promise.all([1, 2, 3, 4].map(() => status(id, 'delivered')));
  expect(answers.map((answer) => answer.status)).toEqual([200, 200, 200, 200]);
  expect(await eventsOf(id)).toHaveLength(1);
  const answer = await Promise.all([1, 2, 3].map(() => write(placed.phone, 'I will pay tomorrow', { MessageSid: 'SM-thrice' })));
  expect(answer.map((one) => one.status)).toEqual([200, 200, 200]);
  expect((await told(placed.caseId)).filter((type) => type === 'MessageReceived')).toHaveLength(1);
});

it('refuses a forgery, an unknown account and a signed request that says nothing, and keeps none of them', async () => {
  const placed = await api.home.placeCase();
  const id = await submitted(placed);
  const forged = await send({ MessageSid: 'SM-f', MessageStatus: 'delivered' }, { attempt: id, signature: 'made up' });
  expect([forged.status, forged.json['code']]).toEqual([401, 'forged']);
  const nobody = await api.call('POST', `/webhooks/twilio/${crypto.randomUUID()}/status`, { raw: 'MessageSid=1' });
  expect(nobody.text).toBe(forged.text);
  const empty = await send({ AccountSid: 'AC1' });
  expect([empty.status, empty.json['code']]).toEqual([400, 'malformed']);
  expect((await attemptOf(id))?.status).toBe('submitted');
  expect(await api.read(api.home, (tx) => tx.select().from(webhook).where(eq(webhook.dedupeKey, 'SM-f:delivered')))).toEqual([]);
});

it('keeps a status of an attempt it does not know', async () => {
  expect((await status('no:such:attempt:1', 'delivered', 'SM-early')).status).toBe(200);
  const [row] = await api.read(api.home, (tx) => tx.select().from(webhook).where(eq(webhook.dedupeKey, 'SM-early:delivered')));
  expect(row).toMatchObject({ outcome: 'early', attemptId: 'no:such:attempt:1' });
});

it('puts what a debtor wrote before their case, in codes and figures, with the words kept apart', async () => {
  const placed = await api.home.placeCase();
  await write(placed.phone, 'I can pay $40 on Nov 6');
  const [input] = (await inputs(placed.caseId)).filter(({ type }) => type === 'MessageReceived');
  expect(input?.body).toMatchObject({
    intent: 'promise',
    amountMinor: 40_00,
    dueOn: '2026-11-06',
    partyId: placed.partyId,
    contactPointId: placed.contactPointId,
  });
  expect(JSON.stringify(input?.body)).not.toContain('can pay');
  const [row] = await api.read(api.home, (tx) => tx.select().from(message).where(eq(message.caseId, placed.caseId)));
  expect(row).toMatchObject({ direction: 'in', text: 'I can pay $40 on Nov 6', address: placed.phone });
});

it('latches an opt-out in the transaction that received the words, for every creditor of the tenant', async () => {
  const placed = await api.home.placeCase();
  const creditorId = await api.secondCreditor(api.home);
  const elsewhere = await api.home.placeCase({ phone: placed.phone });
  // The same person, as another creditor knows them.
  await api.read(api.home, async (tx) => {
    await tx.update(party).set({ personId: placed.personId }).where(eq(party.id, elsewhere.partyId));
    await tx.update(contactPoint).set({ creditorId }).where(eq(contactPoint.id, elsewhere.contactPointId));
  });
  expect((await write(placed.phone, 'STOP')).status).toBe(200);
  const latches = await api.read(api.home, (tx) => tx.select().from(latch).where(eq(latch.personId, placed.personId)));
  expect(latches).toMatchObject([{ channel: 'sms', addressHash: addressHash(api.secret, api.home.tenantId, placed.phone) }]);
  for (const { caseId } of [placed, elsewhere]) expect(await told(caseId)).toContain('OptedOut');
  expect(await gateOf(placed.caseId)).toMatchObject({ decision: 'deny', rule: 'OPTED-OUT' });
  await write(placed.phone, 'stop');
  expect(await api.read(api.home, (tx) => tx.select().from(latch).where(eq(latch.personId, placed.personId)))).toHaveLength(1);
});

it('latches a number nobody is known at, once: a file that names it may come later', async () => {
  for (const words of ['STOP', 'stop']) expect((await write('+19995550101', words)).status).toBe(200);
  const hash = addressHash(api.secret, api.home.tenantId, '+19995550101');
  expect(await api.read(api.home, (tx) => tx.select().from(latch).where(eq(latch.addressHash, hash)))).toMatchObject([
    { personId: null, channel: 'sms' },
  ]);
  const { caseId } = await api.home.placeCase({ phone: '+19995550101' });
  expect(await gateOf(caseId)).toMatchObject({ decision: 'deny', rule: 'OPTED-OUT' });
});

it('keeps words of a stranger for somebody to sort', async () => {
  expect((await write('+19995550100', 'Who is this?')).status).toBe(200);
  const rows = await api.read(api.home, (tx) => tx.select().from(message).where(eq(message.address, '+19995550100')));
  expect(rows).toMatchObject([{ caseId: null, creditorId: api.home.creditorId, text: 'Who is this?' }]);
});

it("reaches nothing of another tenant's, whoever's number and attempt it names", async () => {
  const placed = await api.home.placeCase();
  const id = await submitted(placed);
  const far = api.far.providerAccountId;
  const path = `/webhooks/twilio/${far}/status?attempt=${encodeURIComponent(id)}`;
  const fields = { MessageSid: 'SM-far', MessageStatus: 'delivered' };
  const signature = getExpectedTwilioSignature(api.carrier.authToken, api.origin + path, fields);
  const answer = await api.call('POST', path, {
    raw: new URLSearchParams(fields).toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'x-twilio-signature': signature },
  });
  expect(answer.status).toBe(200);
  expect((await attemptOf(id))?.status).toBe('submitted');
  await write(placed.phone, 'STOP', { to: api.far });
  expect(await told(placed.caseId)).toEqual([]);
});

it('takes a hundred at once', async () => {
  const placed = await api.home.placeCase();
  const ids = await Promise.all(Array.from({ length: 20 }, () => submitted(placed)));
  const answers = await Promise.all(ids.flatMap((id) => ['queued', 'sent', 'delivered', 'read', 'sent'].map((word) => status(id, word))));
  expect(answers.every((answer) => answer.status === 200)).toBe(true);
  for (const id of ids) expect((await attemptOf(id))?.status).toBe('read');
});
