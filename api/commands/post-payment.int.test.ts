import { and, eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { account, caseState, inbox, ledgerEntry } from '#db/schema/index.ts';
import { startApi, type Session, type TestApi } from '#test/api.ts';
import type { PlacedCase } from '#test/world.ts';

let api: TestApi;
let admin: Session;
beforeAll(async () => {
  api = await startApi();
  admin = await api.member(api.home, 'admin');
});
afterAll(() => api.stop());

const refOf = ({ accountId }: PlacedCase) => `A-${accountId.slice(0, 8)}`;
const bodyOf = (placed: PlacedCase, id: string, amountMinor: number) => ({
  id,
  creditorId: api.home.creditorId,
  accountRef: refOf(placed),
  amountMinor,
  currency: 'USD',
  occurredAt: '2026-11-03T15:00:00Z',
});
const pay = (body: object) => admin.call('POST', '/api/v1/payments', { body });
const entriesOf = ({ accountId }: PlacedCase) =>
  api.read(api.home, (tx) => tx.select().from(ledgerEntry).where(eq(ledgerEntry.accountId, accountId)).orderBy(ledgerEntry.seq));
const balanceOf = async ({ accountId }: PlacedCase) =>
  (await api.read(api.home, (tx) => tx.select().from(account).where(eq(account.id, accountId))))[0]?.balanceMinor;
const inputsOf = ({ caseId }: PlacedCase) =>
  api.read(api.home, (tx) =>
    tx
      .select()
      .from(inbox)
      .where(and(eq(inbox.caseId, caseId), eq(inbox.type, 'PaymentPosted'))),
  );

it('records a payment once: entry, balance and one input for the case', async () => {
  const placed = await api.home.placeCase({ balanceMinor: 120_00 });
  const receipt = await pay(bodyOf(placed, 'p-1', 50_00));
  expect(receipt.json).toMatchObject({ caseId: placed.caseId, amountMinor: 50_00, balanceMinor: 70_00, overMinor: 0 });
  expect((await entriesOf(placed)).map(({ kind, amountMinor }) => [kind, amountMinor])).toEqual([
    ['placement', 120_00],
    ['payment', -50_00],
  ]);
  expect((await inputsOf(placed)).map(({ body }) => body)).toEqual([
    {
      type: 'PaymentPosted',
      entryId: receipt.json['entryId'],
      accountId: placed.accountId,
      amountMinor: 50_00,
      occurredAt: Date.parse('2026-11-03T15:00:00Z'),
    },
  ]);
});

it('answers a repetition alike and changes nothing', async () => {
  const placed = await api.home.placeCase();
  const first = await pay(bodyOf(placed, 'p-2', 20_00));
  const again = await pay({ ...bodyOf(placed, 'p-2', 20_00), occurredAt: '2026-11-03T16:00:00+01:00' });
  expect([again.status, again.text]).toEqual([200, first.text]);
  expect(await entriesOf(placed)).toHaveLength(2);
  expect(await inputsOf(placed)).toHaveLength(1);
});

it('refuses the same id for another amount, moment or account', async () => {
  const [placed, other] = [await api.home.placeCase(), await api.home.placeCase()];
  await pay(bodyOf(placed, 'p-3', 20_00));
  for (const body of [
    bodyOf(placed, 'p-3', 21_00),
    { ...bodyOf(placed, 'p-3', 20_00), occurredAt: '2026-11-03T15:00:01Z' },
    bodyOf(other, 'p-3', 20_00),
  ]) {
    const answer = await pay(body);
    expect([answer.status, answer.json['code']]).toEqual([409, 'payment-differs']);
  }
  expect(await entriesOf(other)).toHaveLength(1);
});

it('counts each payment once when they all arrive at the same moment, each of them twice', async () => {
  const placed = await api.home.placeCase({ balanceMinor: 120_00 });
  const answers = await Promise.all([1, 2, 3, 4, 5, 1, 2, 3, 4, 5].map((n) => pay(bodyOf(placed, `many-${n}`, 10_00))));
  expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(200));
  expect(await balanceOf(placed)).toBe(70_00);
  expect(await inputsOf(placed)).toHaveLength(5);
  expect((await entriesOf(placed)).map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6]);
});

it('takes more than is owed, leaves no balance below zero, and keeps the balance the sum of the entries', async () => {
  const placed = await api.home.placeCase({ balanceMinor: 30_00 });
  const receipt = await pay(bodyOf(placed, 'p-over', 50_00));
  expect(receipt.json).toMatchObject({ amountMinor: 50_00, balanceMinor: 0, overMinor: 20_00 });
  const entries = await entriesOf(placed);
  expect(entries.map(({ kind, amountMinor }) => [kind, amountMinor])).toEqual([
    ['placement', 30_00],
    ['payment', -50_00],
    ['correction', 20_00],
  ]);
  expect(entries.reduce((sum, { amountMinor }) => sum + amountMinor, 0)).toBe(0);
  expect((await pay(bodyOf(placed, 'p-over', 50_00))).json).toMatchObject({ balanceMinor: 0, overMinor: 20_00 });
});

it('closes the case with the payment of all that was owed', async () => {
  const placed = await api.home.placeCase({ balanceMinor: 30_00 });
  await api.decide(api.home, placed.caseId);
  await pay(bodyOf(placed, 'p-all', 30_00));
  await api.decide(api.home, placed.caseId);
  const [state] = await api.read(api.home, (tx) => tx.select().from(caseState).where(eq(caseState.caseId, placed.caseId)));
  expect([state?.stage, state?.open, state?.balanceMinor]).toEqual(['closed', false, 0]);
});

it('refuses another currency, an unknown account and an amount that is none', async () => {
  const placed = await api.home.placeCase();
  expect((await pay({ ...bodyOf(placed, 'p-4', 1), currency: 'EUR' })).json['code']).toBe('currency-differs');
  expect((await pay({ ...bodyOf(placed, 'p-5', 1), accountRef: 'none' })).json['code']).toBe('not-found');
  for (const amountMinor of [0, -1, 1.5, 2 ** 53]) expect((await pay(bodyOf(placed, 'p-6', amountMinor))).json['code']).toBe('invalid');
  expect(await entriesOf(placed)).toHaveLength(1);
});

it('finds the accounts of whoever answers at a number', async () => {
  const placed = await api.home.placeCase({ phone: '+12125557701', balanceMinor: 42_00 });
  const found = await admin.call('POST', '/api/v1/accounts/find', { body: { phone: '+12125557701' } });
  expect(found.json['accounts']).toEqual([
    {
      accountRef: refOf(placed),
      caseId: placed.caseId,
      creditorId: api.home.creditorId,
      creditor: 'Harbor Example Lending',
      balanceMinor: 42_00,
      currency: 'USD',
      status: 'open',
    },
  ]);
});
