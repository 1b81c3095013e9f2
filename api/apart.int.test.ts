import { afterAll, beforeAll, expect, it } from 'vitest';
import { openapi } from '#api/openapi.ts';
import { startApi, type Answer, type CallOptions, type Session, type TestApi } from '#test/api.ts';
import { placementForm } from '#test/placement-form.ts';

/** Real ids of the home tenant, or ids that nobody has. */
type Ids = Record<'caseId' | 'handoffId' | 'holdId' | 'requestId' | 'placementId' | 'killSwitchId' | 'creditorId' | 'accountRef', string>;
type Try = { query?: (ids: Ids) => string; options?: (ids: Ids) => CallOptions };

const ROW = 'A-900,Ann Example,602-555-0190,10.00\n';
const keyed = (body?: unknown) => (): CallOptions => ({ key: crypto.randomUUID(), ...(body !== undefined && { body }) });

/** How every route of the document is tried. A route without a line here fails the first test. */
const TRIES: Record<string, Try> = {
  'get /me': {},
  'get /cases': { query: ({ creditorId }) => `?creditorId=${creditorId}` },
  'get /queues': {},
  'get /cases/{caseId}': {},
  'get /cases/{caseId}/timeline': {},
  'get /cases/{caseId}/gate': { query: () => '?channel=sms' },
  'post /cases/{caseId}/holds': { options: keyed({ kind: 'manual', because: 'x' }) },
  'post /holds/{holdId}/release': { options: keyed() },
  'post /cases/{caseId}/promises': { options: keyed({ amountMinor: 1, currency: 'USD', dueOn: '2026-11-06' }) },
  'post /cases/{caseId}/skip': { options: keyed() },
  'get /requests/{requestId}': {},
  'get /handoffs': {},
  'get /handoffs/{handoffId}': {},
  'post /handoffs/{handoffId}/claim': { options: keyed() },
  'post /handoffs/{handoffId}/renew': { options: keyed() },
  'post /handoffs/{handoffId}/release': { options: keyed() },
  'post /handoffs/{handoffId}/complete': { options: keyed({ disposition: 'no-agreement' }) },
  'post /payments': {
    options: ({ creditorId, accountRef }) => ({
      body: { id: crypto.randomUUID(), creditorId, accountRef, amountMinor: 1, currency: 'USD', occurredAt: '2026-11-03T15:00:00Z' },
    }),
  },
  'post /accounts/find': { options: () => ({ body: { phone: '+12125558888' } }) },
  'post /placements': { options: ({ creditorId }) => ({ raw: placementForm(ROW, { creditorId }) }) },
  'get /placements/{placementId}': {},
  'get /kill-switches': {},
  'post /kill-switches': { options: ({ creditorId }) => ({ key: crypto.randomUUID(), body: { creditorId, because: 'x' } }) },
  'post /kill-switches/{killSwitchId}/lift': {},
  'get /clock': {},
  'post /clock/pause': {},
  'post /clock/resume': {},
  'post /clock/rate': { options: () => ({ body: { rate: 1440 } }) },
  'get /stream': {},
  'get /health': {},
};
const NAMES_AN_ID = (route: string) => /\{|payments|placements|post \/kill-switches|get \/cases$/.test(route);
/** Answered without an end, or without regard to who asks. */
const ELSEWHERE = ['get /stream', 'get /health'];
const routes = Object.keys(TRIES).filter((route) => !ELSEWHERE.includes(route));

let api: TestApi;
let real: Ids;
let outsiders: { name: string; who: Session }[];

beforeAll(async () => {
  api = await startApi();
  const admin = await api.member(api.home, 'admin');
  const offered = await api.offered(api.home, { phone: '+12125558888' });
  const act = async (path: string, options: CallOptions) =>
    (await admin.call('POST', `/api/v1${path}`, { key: crypto.randomUUID(), ...options })).json;
  const hold = await act(`/cases/${offered.caseId}/holds`, { body: { kind: 'manual', because: 'x' } });
  const { creditorId } = api.home;
  const killSwitch = await act('/kill-switches', { body: { creditorId, because: 'x' } });
  const placement = await act('/placements', { raw: placementForm(ROW, { creditorId }) });
  const text = (value: unknown) => String(value as string);
  real = {
    caseId: offered.caseId,
    handoffId: offered.handoffId,
    holdId: text(hold['ref']),
    requestId: text(hold['requestId']),
    killSwitchId: text(killSwitch['id']),
    placementId: text(placement['id']),
    creditorId,
    accountRef: `A-${offered.accountId.slice(0, 8)}`,
  };
  outsiders = [
    { name: 'another tenant', who: await api.member(api.far, 'admin') },
    { name: 'a creditor not granted', who: await api.member(api.home, 'admin', { creditorIds: [await api.secondCreditor(api.home)] }) },
    { name: 'no creditor at all', who: await api.member(api.home, 'admin', { creditorIds: [] }) },
  ];
}, 60_000);
afterAll(() => api.stop());

function ask(who: Session, route: string, ids: Ids): Promise<Answer> {
  const [method = '', template = ''] = route.split(' ');
  const path = template.replace(/\{(\w+)\}/g, (_all, name: string) => ids[name as keyof Ids]);
  const { query, options } = TRIES[route] ?? {};
  return who.call(method.toUpperCase(), `/api/v1${path}${query?.(ids) ?? ''}`, options?.(ids));
}

const nobodys = (): Ids => ({
  ...(Object.fromEntries(Object.keys(real).map((name) => [name, crypto.randomUUID()])) as Ids),
  accountRef: 'A-00000000',
});
/** The hour, and the sealed place in the stream of whoever asks, differ from one answer to the next. */
const headersOf = ({ headers }: Answer) => Object.fromEntries([...headers].filter(([name]) => name !== 'date' && name !== 'x-cursor'));

it('knows how to try every route of the document', () => {
  const documented = Object.entries(openapi.paths ?? {}).flatMap(([path, methods]) =>
    Object.keys(methods as object).map((method) => `${method} ${path}`),
  );
  expect(Object.keys(TRIES).sort()).toEqual(documented.sort());
});

it.each(routes)('%s asks strangers to sign in, whatever they name', async (route) => {
  const stranger = { call: api.call } as Session;
  const [known, unknown] = [await ask(stranger, route, real), await ask(stranger, route, nobodys())];
  expect([known.status, known.json['code']]).toEqual([401, 'sign-in']);
  expect([unknown.status, unknown.text, headersOf(unknown)]).toEqual([known.status, known.text, headersOf(known)]);
});

it.each(routes.filter(NAMES_AN_ID))('%s answers an outsider as if the id did not exist', async (route) => {
  for (const { name, who } of outsiders) {
    const [known, unknown] = [await ask(who, route, real), await ask(who, route, nobodys())];
    expect([known.status, known.text, headersOf(known)], name).toEqual([unknown.status, unknown.text, headersOf(unknown)]);
    if (route !== 'get /cases') expect([known.status, known.json['code']], name).toEqual([404, 'not-found']);
  }
});

it.each(routes.filter((route) => !NAMES_AN_ID(route)))('%s shows an outsider nothing of it', async (route) => {
  for (const { name, who } of outsiders) {
    const { text, status } = await ask(who, route, real);
    expect(status, name).toBeLessThan(500);
    for (const id of Object.values(real)) expect(text, name).not.toContain(id);
    expect(text, name).not.toContain('Michelle');
  }
});

it('lets whoever was granted them do the same things', async () => {
  const supervisor = await api.member(api.home, 'supervisor');
  for (const route of routes.filter((one) => NAMES_AN_ID(one) && one.startsWith('get ')))
    expect((await ask(supervisor, route, real)).status, route).toBe(200);
  expect((await ask(supervisor, 'get /queues', real)).json['handoffs']).toBe(1);
});
