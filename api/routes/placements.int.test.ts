import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { account, inbox } from '#db/schema/index.ts';
import { startApi, type Session, type TestApi } from '#test/api.ts';
import { MAPPING, placementForm } from '#test/placement-form.ts';

let api: TestApi;
let supervisor: Session;
beforeAll(async () => {
  api = await startApi();
  supervisor = await api.member(api.home, 'supervisor');
});
afterAll(() => api.stop());

const post = (form: FormData, key?: string) =>
  supervisor.call('POST', '/api/v1/placements', { raw: form, ...(key !== undefined && { key }) });
const form = (file: string, more: Parameters<typeof placementForm>[1] = {}) =>
  placementForm(file, { creditorId: api.home.creditorId, ...more });

it('makes cases of a file, and keeps the report', async () => {
  const answer = await post(form('A-1,Ann Example,602-555-0101,100.00\nA-2,Bob Example,602-555-0102,nothing\n'));
  expect(answer.status).toBe(201);
  expect(answer.json).toMatchObject({
    fileName: 'accounts.csv',
    creditor: { id: api.home.creditorId },
    receivedBy: { id: supervisor.userId },
    report: {
      rows: { data: 2, accepted: 1, rejected: 1 },
      cases: { opened: 1, joined: 0 },
      issues: [{ line: 3, level: 'error', code: 'AMOUNT_UNREADABLE' }],
    },
  });
  const again = await supervisor.call('GET', `/api/v1/placements/${String(answer.json['id'] as unknown)}`);
  expect(again.text).toBe(answer.text);
  const [placed] = await api.read(api.home, (tx) => tx.select().from(account).where(eq(account.accountRef, 'A-1')));
  const inputs = await api.read(api.home, (tx) =>
    tx
      .select()
      .from(inbox)
      .where(eq(inbox.caseId, placed?.caseId ?? '')),
  );
  expect(inputs.map(({ type }) => type)).toEqual(['CasePlaced']);
});

it('takes the same file again for the same act', async () => {
  const key = crypto.randomUUID();
  const rows = 'A-10,Cid Example,602-555-0110,10.00\n';
  const [first, again] = [await post(form(rows), key), await post(form(rows), key)];
  expect([first.status, again.status, again.text]).toEqual([201, 200, first.text]);
  expect((await post(form('A-11,Dot Example,602-555-0111,10.00\n'), key)).json['code']).toBe('key-reused');
});

it.each([
  ['a file that is none', () => form('', { header: '' }), 409, 'file-refused'],
  ['a mapping that is none', () => form('A-1,x,1,1\n', { mapping: '{"kind"' }), 400, 'invalid'],
  ['a mapping with a mistake', () => form('A-1,x,1,1\n', { mapping: JSON.stringify({ ...MAPPING, kind: 'letters' }) }), 400, 'invalid'],
  ['an unknown creditor', () => form('A-1,x,1,1\n', { creditorId: crypto.randomUUID() }), 404, 'not-found'],
  ['no file at all', () => form('A-1,x,1,1\n', { file: false }), 400, 'invalid'],
] as const)('refuses %s with a code, and stores nothing', async (_name, made, status, code) => {
  const answer = await post(made());
  expect([answer.status, answer.json['code']]).toEqual([status, code]);
  expect(answer.json['detail'] ?? answer.json['errors'] ?? answer.json['title']).toBeTruthy();
});

it('refuses a form that is broken, one that is none, and one without end', async () => {
  const as = (raw: string, type: string) => supervisor.call('POST', '/api/v1/placements', { raw, headers: { 'content-type': type } });
  expect((await as('--x\r\nnothing', 'multipart/form-data; boundary=x')).json['code']).toBe('malformed');
  expect((await as('{}', 'application/json')).json['code']).toBe('unsupported-media');
  const huge = `--x\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\n${'a'.repeat(21 * 1024 * 1024)}\r\n--x--\r\n`;
  expect((await as(huge, 'multipart/form-data; boundary=x')).json['code']).toBe('too-large');
});

it('is not for a collector', async () => {
  const collector = await api.member(api.home, 'collector');
  expect((await collector.call('POST', '/api/v1/placements', { raw: form('') })).json['code']).toBe('forbidden');
});
