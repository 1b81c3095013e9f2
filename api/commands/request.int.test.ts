import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { auditEvent, handoff, hold, inbox, note } from '#db/schema/index.ts';
import { startApi, type Call, type Session, type TestApi } from '#test/api.ts';

let api: TestApi;
let ann: Session;
let bob: Session;
beforeAll(async () => {
  api = await startApi();
  [ann, bob] = [await api.member(api.home, 'collector', { name: 'Ann' }), await api.member(api.home, 'collector', { name: 'Bob' })];
});
afterAll(() => api.stop());

const key = () => crypto.randomUUID();
const claim = (who: { call: Call }, handoffId: string, as = key()) => who.call('POST', `/api/v1/handoffs/${handoffId}/claim`, { key: as });
const inputsOf = (caseId: string) => api.read(api.home, (tx) => tx.select().from(inbox).where(eq(inbox.caseId, caseId)));
const audits = (caseId: string) => api.read(api.home, (tx) => tx.select().from(auditEvent).where(eq(auditEvent.subject, caseId)));

it('gives a handoff to the first who claims it, and tells the second who was first, and by how much', async () => {
  const { handoffId, caseId } = await api.offered(api.home);
  const won = await claim(ann, handoffId);
  expect(won.json).toMatchObject({ caseId, status: 'accepted', ref: handoffId });
  expect(Date.parse(won.json['leaseUntil'] as unknown as string)).toBeGreaterThan(Date.now());
  const lost = await claim(bob, handoffId);
  expect([lost.status, lost.json['code']]).toEqual([409, 'taken']);
  expect(lost.json['by']).toEqual({ id: ann.userId, name: 'Ann' });
  expect(lost.json['earlierMs']).toBeGreaterThanOrEqual(0);
  expect(lost.json['earlierMs']).toBeLessThan(10_000);
});

it('lets one of many claims at once through, and a collector hold no more than they may', async () => {
  const one = await api.offered(api.home);
  const both = await Promise.all([claim(ann, one.handoffId), claim(bob, one.handoffId)]);
  expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
  const cass = await api.member(api.home, 'collector', { capacity: 2 });
  const many = await Promise.all([1, 2, 3, 4, 5].map(() => api.offered(api.home)));
  const answers = await Promise.all(many.map(({ handoffId }) => claim(cass, handoffId)));
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(2);
  expect(new Set(answers.filter(({ status }) => status === 409).map(({ json }) => json['code']))).toEqual(new Set(['at-capacity']));
  expect((await cass.call('GET', '/api/v1/handoffs')).json).toMatchObject({ held: 2, capacity: 2 });
});

it('takes a repeated click for one act, and the same key for something else for a mistake', async () => {
  const { caseId } = await api.offered(api.home);
  const as = key();
  const place = (body: object) => ann.call('POST', `/api/v1/cases/${caseId}/holds`, { body, key: as });
  const answers = await Promise.all([1, 2, 3].map(() => place({ kind: 'manual', because: 'asked by telephone' })));
  expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
  expect(answers[0]?.json).toMatchObject({ status: 'accepted' });
  expect((await inputsOf(caseId)).filter(({ type }) => type === 'PlaceHold')).toHaveLength(1);
  expect((await audits(caseId)).map(({ action, actor }) => [action, actor])).toEqual([['PlaceHold', ann.userId]]);
  const other = await place({ kind: 'manual', because: 'something else' });
  expect([other.status, other.json['code']]).toEqual([422, 'key-reused']);
});

it('stops contact with the request itself, before the case has decided', async () => {
  const { caseId } = await api.home.placeCase();
  api.state.answering = false;
  const placed = await ann.call('POST', `/api/v1/cases/${caseId}/holds`, {
    body: { kind: 'dispute', because: 'says it is paid' },
    key: key(),
  });
  api.state.answering = true;
  expect(placed.status).toBe(202);
  const rows = await api.read(api.home, (tx) => tx.select().from(hold).where(eq(hold.caseId, caseId)));
  expect(rows).toMatchObject([{ kind: 'dispute', because: 'says it is paid', placedBy: ann.userId, releasedAt: null }]);
});

it('takes a request down while the engine is away, and shows the answer where it said it would', async () => {
  const { handoffId, caseId } = await api.offered(api.home);
  const as = key();
  api.state.answering = false;
  const pending = await claim(ann, handoffId, as);
  api.state.answering = true;
  expect([pending.status, pending.json['status']]).toEqual([202, 'pending']);
  const look = pending.json['look'] as unknown as string;
  expect((await ann.call('GET', look)).json).toMatchObject({ status: 'pending', type: 'ClaimHandoff' });
  await api.decide(api.home, caseId);
  expect((await ann.call('GET', look)).json).toMatchObject({ status: 'accepted', ref: handoffId });
  expect((await claim(ann, handoffId, as)).json).toMatchObject({ status: 'accepted', requestId: pending.json['requestId'] });
});

it('follows a handoff to its end: renewed, released, completed with a promise and a note', async () => {
  const { handoffId, caseId } = await api.offered(api.home, { balanceMinor: 100_00 });
  const act = (what: string, body?: unknown, who = ann) =>
    who.call('POST', `/api/v1/handoffs/${handoffId}/${what}`, { key: key(), ...(body ? { body } : {}) });
  expect((await act('renew')).json['code']).toBe('not-yours');
  await claim(ann, handoffId);
  expect((await act('renew', undefined, bob)).json).toMatchObject({ code: 'not-yours', by: { name: 'Ann' } });
  expect((await act('renew')).status).toBe(200);
  expect((await act('release')).status).toBe(200);
  await claim(bob, handoffId);
  const promise = { amountMinor: 60_00, currency: 'USD', dueOn: '2026-11-05' };
  expect((await act('complete', { disposition: 'promise' }, bob)).json['code']).toBe('promise-needed');
  expect((await act('complete', { disposition: 'promise', promise: { ...promise, amountMinor: 999_00 } }, bob)).json['code']).toBe(
    'promise-amount',
  );
  const done = await act('complete', { disposition: 'promise', promise, note: 'Paid on Thursday, she says.' }, bob);
  expect(done.status).toBe(200);
  expect((await act('complete', { disposition: 'no-agreement' }, bob)).json['code']).toBe('handoff-over');
  const [row] = await api.read(api.home, (tx) => tx.select().from(handoff).where(eq(handoff.id, handoffId)));
  expect([row?.status, row?.disposition]).toEqual(['completed', 'promise']);
  expect((await api.read(api.home, (tx) => tx.select().from(note).where(eq(note.caseId, caseId)))).map(({ text }) => text)).toContain(
    'Paid on Thursday, she says.',
  );
  const view = await bob.call('GET', `/api/v1/cases/${caseId}`);
  expect(view.json).toMatchObject({
    stage: 'promised',
    queue: 'promises',
    promise: { amountMinor: 60_00, dueOn: '2026-11-05' },
  });
});

it('answers a claim made before an outage as too late', async () => {
  const { handoffId, caseId } = await api.offered(api.home);
  api.state.answering = false;
  const pending = await claim(ann, handoffId);
  api.state.answering = true;
  const id = pending.json['requestId'] as unknown as string;
  await api.read(api.home, async (tx) => {
    const [row] = await tx.select().from(inbox).where(eq(inbox.id, id));
    if (row?.body.type === 'ClaimHandoff')
      await tx
        .update(inbox)
        .set({ body: { ...row.body, requestedAt: Date.now() - 31_000 } })
        .where(eq(inbox.id, id));
  });
  await api.decide(api.home, caseId);
  expect((await ann.call('GET', `/api/v1/requests/${id}`)).json).toMatchObject({ status: 'refused', refused: 'expired' });
});

it('releases holds, records promises and skips, with a code for what can not be', async () => {
  const { caseId } = await api.home.placeCase({ balanceMinor: 80_00 });
  const post = (path: string, body?: unknown) => ann.call('POST', `/api/v1${path}`, { key: key(), ...(body ? { body } : {}) });
  const placed = await post(`/cases/${caseId}/holds`, { kind: 'manual', because: 'x', until: '2026-12-01T00:00:00+01:00' });
  const holdId = placed.json['ref'] as unknown as string;
  expect((await ann.call('GET', `/api/v1/cases/${caseId}`)).json['holds']).toMatchObject([
    { id: holdId, until: '2026-11-30T23:00:00.000Z', placedBy: { name: 'Ann' } },
  ]);
  expect((await post(`/holds/${holdId}/release`)).json).toMatchObject({ status: 'accepted' });
  expect((await post(`/holds/${holdId}/release`)).json['code']).toBe('hold-unknown');
  expect((await post(`/cases/${caseId}/promises`, { amountMinor: 10_00, currency: 'USD', dueOn: '2020-01-01' })).json['code']).toBe(
    'promise-day',
  );
  expect((await post(`/cases/${caseId}/promises`, { amountMinor: 10_00, currency: 'USD', dueOn: '2026-11-06' })).status).toBe(200);
  expect((await post(`/cases/${caseId}/skip`)).json['code']).toBe('nothing-to-skip');
});
