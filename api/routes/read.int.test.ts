import { and, eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { inbox } from '#db/schema/index.ts';
import { startApi, type Json, type Session, type TestApi } from '#test/api.ts';

let api: TestApi;
let supervisor: Session;
beforeAll(async () => {
  api = await startApi();
  supervisor = await api.member(api.home, 'supervisor');
});
afterAll(() => api.stop());

const get = async (path: string) => (await supervisor.call('GET', `/api/v1${path}`)).json;
const items = (page: Json) => page['items'] as unknown as Json[];

it('lists each case once over the pages of its queue, and counts them alike', async () => {
  const placed = await Promise.all([1, 2, 3, 4, 5].map(() => api.home.placeCase()));
  for (const { caseId } of placed.slice(0, 3)) await api.decide(api.home, caseId);
  const { handoffId } = await api.offered(api.home);
  expect(await get('/queues')).toMatchObject({ new: 2, handoffs: 1, closed: 0 });
  for (const queue of ['new', 'working', 'handoffs', 'closed', undefined]) {
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page: Json = await get(`/cases?limit=2${queue ? `&queue=${queue}` : ''}${cursor ? `&cursor=${cursor}` : ''}`);
      seen.push(...items(page).map(({ id }) => id as unknown as string));
      cursor = page['nextCursor'] as unknown as string | null;
    } while (cursor);
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen).toHaveLength({ new: 2, working: 3, handoffs: 1, closed: 0 }[queue ?? ''] ?? 6);
  }
  expect(items(await get('/cases?queue=handoffs'))).toMatchObject([
    { queue: 'handoffs', handoff: { id: handoffId }, next: { what: 'wait-for-person', because: 'offered' } },
  ]);
  expect(items(await get(`/cases?q=r-${placed[0]?.caseId.slice(0, 6)}`))).toMatchObject([
    { id: placed[0]?.caseId, daysPastDue: 40, zone: 'America/New_York' },
  ]);
  expect(items(await get(`/cases?creditorId=${crypto.randomUUID()}`))).toEqual([]);
});

it('shows a case whole, with numbers masked and the reason for what comes next', async () => {
  const placed = await api.home.placeCase({ phone: '+12125553456', balanceMinor: 77_00 });
  await api.decide(api.home, placed.caseId);
  const view = await supervisor.call('GET', `/api/v1/cases/${placed.caseId}`);
  expect(view.json).toMatchObject({
    stage: 'working',
    balanceMinor: 77_00,
    currency: 'USD',
    playbook: { key: 'early-sms', version: 1 },
    parties: [{ role: 'debtor', name: 'Michelle Roberts', contactPoints: [{ masked: '••• 3456', optedOut: [], state: 'unproved' }] }],
    accounts: [{ balanceMinor: 77_00, principalMinor: 77_00, paidMinor: 0, daysPastDue: 40, status: 'open' }],
    attemptsThisWeek: { used: 0, cap: null },
    next: { because: 'attempt-under-way', what: 'wait-for-provider' },
  });
  expect(view.text).not.toContain('2125553456');
});

it('tells what happened newest first, each entry once over the pages', async () => {
  const { caseId, handoffId } = await api.offered(api.home, { balanceMinor: 50_00 });
  const collector = await api.member(api.home, 'collector', { name: 'Cora' });
  await collector.call('POST', `/api/v1/handoffs/${handoffId}/claim`, { key: crypto.randomUUID() });
  const body = { disposition: 'no-agreement', note: 'Will call back.' };
  const done = await collector.call('POST', `/api/v1/handoffs/${handoffId}/complete`, { key: crypto.randomUUID(), body });
  expect(done.json).toMatchObject({ status: 'accepted' });
  const all = items(await get(`/cases/${caseId}/timeline?limit=100`));
  expect(all.map(({ kind, type, entry }) => type ?? entry ?? kind)).toEqual(
    expect.arrayContaining(['HandoffCompleted', 'HandoffClaimed', 'HandoffOffered', 'CaseOpened', 'placement']),
  );
  expect(all.find(({ type }) => (type as unknown) === 'HandoffCompleted')).toMatchObject({
    text: 'Will call back.',
    actor: { kind: 'person', name: 'Cora' },
    disposition: 'no-agreement',
  });
  const times = all.map(({ at }) => Date.parse(at as unknown as string));
  expect(times).toEqual([...times].sort((a, b) => b - a));
  const paged: string[] = [];
  let cursor: string | null = null;
  do {
    const page: Json = await get(`/cases/${caseId}/timeline?limit=3${cursor ? `&cursor=${cursor}` : ''}`);
    paged.push(...items(page).map(({ id }) => id as unknown as string));
    cursor = page['nextCursor'] as unknown as string | null;
  } while (cursor);
  expect(paged).toEqual(all.map(({ id }) => id));
});

it('lists handoffs by what can be done about them, and opens the packet of one', async () => {
  const collector = await api.member(api.home, 'collector', { name: 'Dee' });
  const [mine, open] = [await api.offered(api.home), await api.offered(api.home)];
  await collector.call('POST', `/api/v1/handoffs/${mine.handoffId}/claim`, { key: crypto.randomUUID() });
  const list = (await collector.call('GET', '/api/v1/handoffs')).json;
  const ids = (name: string) => (list[name] as unknown as Json[]).map(({ id }) => id as unknown as string);
  expect(ids('mine')).toEqual([mine.handoffId]);
  expect(ids('offered')).toContain(open.handoffId);
  expect(list).toMatchObject({ held: 1, capacity: 5 });
  expect((await get('/handoffs'))['others']).toContainEqual(expect.objectContaining({ id: mine.handoffId, mine: false }));
  const packet = (await collector.call('GET', `/api/v1/handoffs/${mine.handoffId}`)).json;
  expect(packet).toMatchObject({ why: 'asked-for-help', mine: true, status: 'claimed', parties: [{ role: 'debtor' }], accounts: [{}] });
  const turns = (packet['turns'] as unknown as Json[]).map(({ type }) => type as unknown as string);
  expect(turns.at(-1)).toBe('HandoffClaimed');
});

it("turns a sandbox's calendar, tells every open case, and leaves a real calendar alone", async () => {
  const { caseId } = await api.home.placeCase();
  const at = async () => Date.parse(((await get('/clock'))['now'] as unknown as { tenant: string }).tenant);
  const paused = await supervisor.call('POST', '/api/v1/clock/pause');
  expect(paused.json).toMatchObject({ paused: true, rate: 0 });
  const stood = await at();
  expect(await at()).toBe(stood);
  expect((await supervisor.call('POST', '/api/v1/clock/rate', { body: { rate: 60 } })).json['code']).toBe('clock-paused');
  expect((await supervisor.call('POST', '/api/v1/clock/resume')).json).toMatchObject({ paused: false, rate: 1 });
  expect((await supervisor.call('POST', '/api/v1/clock/rate', { body: { rate: 60 } })).json['rate']).toBe(60);
  expect((await supervisor.call('POST', '/api/v1/clock/rate', { body: { rate: 60 } })).json['anchors']).toHaveLength(4);

  const told = await api.read(api.home, (tx) =>
    tx
      .select()
      .from(inbox)
      .where(and(eq(inbox.caseId, caseId), eq(inbox.type, 'ClockChanged'))),
  );
  expect(told).toHaveLength(3);
});

it('stops all contact with a switch, once for one key, and lets it go on', async () => {
  const key = crypto.randomUUID();
  const off = () =>
    supervisor.call('POST', '/api/v1/kill-switches', { key, body: { channel: 'sms', because: '\u202EWrong template went out' } });
  const [one, again] = [await off(), await off()];
  expect([one.status, again.text]).toEqual([201, one.text]);
  expect((await supervisor.call('POST', '/api/v1/kill-switches', { key, body: { because: 'Another reason' } })).json['code']).toBe(
    'key-reused',
  );
  const id = one.json['id'] as unknown as string;
  expect(items(await get('/kill-switches'))).toMatchObject([
    { id, onAt: null, channel: 'sms', creditor: null, because: 'Wrong template went out' },
  ]);
  const on = await supervisor.call('POST', `/api/v1/kill-switches/${id}/lift`);
  expect(on.json).toMatchObject({ id, onBy: { id: supervisor.userId } });
  expect((await supervisor.call('POST', `/api/v1/kill-switches/${id}/lift`)).json['onAt']).toBe(on.json['onAt']);
  const collector = await api.member(api.home, 'collector');
  expect((await collector.call('POST', '/api/v1/kill-switches', { key, body: { because: 'x' } })).json['code']).toBe('forbidden');
});
