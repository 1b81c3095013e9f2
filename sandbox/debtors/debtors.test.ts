import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { turnClock } from '#domain/time/clock.ts';
import type { Received } from '../carrier/carrier.ts';
import { DAY_IN_A_SECOND, coreApi } from '../test/core-api.ts';
import { SOON } from '../test/soon.ts';
import { coreSystem } from './core-system.ts';
import { startDebtors, type Debtors, type TourDebtor } from './debtors.ts';

const OURS = '+12025550100';
const PAYER = '+12025550143';
const tour: TourDebtor[] = [
  { accountRef: 'A-1', creditor: 'Northfield', phone: PAYER, plays: 'promise-and-pay' },
  { accountRef: 'A-2', creditor: 'Northfield', phone: '+12025550144', plays: 'silent' },
];

let core: Awaited<ReturnType<typeof coreApi>>;
let dir: string;
let sent: Received[];
let debtors: Debtors;
const start = () => startDebtors({ dir, seed: 1, tour, core: coreSystem(core.origin, 'key'), send: (text) => void sent.push(text) });

beforeEach(async () => {
  core = await coreApi();
  dir = mkdtempSync(join(tmpdir(), 'c1-debtors-'));
  sent = [];
  debtors = start();
});
afterEach(async () => {
  await debtors.stop();
  core.close();
  rmSync(dir, { recursive: true });
});

it('promises the whole of the right account on the tenant’s clock, and pays it a tenant day later', async () => {
  debtors.arrived({ sid: 'SM1', from: OURS, to: PAYER });
  await vi.waitFor(() => expect(sent).toEqual([{ from: PAYER, to: OURS, body: 'I can pay $1,574.68 tomorrow', key: 'SM1:0' }]), SOON);
  expect(core.payments).toEqual([]);
  await vi.waitFor(() => expect(core.payments).toHaveLength(1), SOON);
  expect(core.payments[0]).toEqual({
    id: 'debtor-SM1:1',
    creditorId: 'cr-1',
    accountRef: 'A-1',
    amountMinor: 157_468,
    currency: 'USD',
    occurredAt: expect.stringMatching(/^2026-11-2[56]T/) as unknown,
  });
  expect([...core.keys]).toEqual(['Bearer key']);
});

it('reads a text told twice once, and says nothing while a promise stands', async () => {
  core.anchors.push(turnClock(core.anchors, Date.now(), DAY_IN_A_SECOND / 60));
  for (const sid of ['SM1', 'SM1', 'SM2']) debtors.arrived({ sid, from: OURS, to: PAYER });
  await vi.waitFor(() => expect(sent).toHaveLength(1), SOON);
  await new Promise((done) => setTimeout(done, 300));
  expect(sent).toHaveLength(1);
  expect(debtors.pending()).toMatchObject([{ id: 'SM1:1', kind: 'pay' }]);
});

it('remembers over a restart what it meant to do', async () => {
  core.anchors.push(turnClock(core.anchors, Date.now(), DAY_IN_A_SECOND / 20));
  debtors.arrived({ sid: 'SM1', from: OURS, to: PAYER });
  await vi.waitFor(() => expect(debtors.pending()).toHaveLength(2), SOON);
  await debtors.stop();
  debtors = start();
  expect(debtors.pending()).toHaveLength(2);
  core.anchors.push(turnClock(core.anchors, Date.now(), DAY_IN_A_SECOND));
  await vi.waitFor(() => expect(core.payments).toHaveLength(1), SOON);
  expect(sent).toHaveLength(1);
}, 15_000);

it('does nothing while the clock is paused, and goes on with it', async () => {
  core.anchors.push(turnClock(core.anchors, Date.now(), 0));
  debtors.arrived({ sid: 'SM1', from: OURS, to: PAYER });
  await vi.waitFor(() => expect(debtors.pending()).toHaveLength(2), SOON);
  await new Promise((done) => setTimeout(done, 500));
  expect(sent).toEqual([]);
  core.anchors.push(turnClock(core.anchors, Date.now(), DAY_IN_A_SECOND));
  await vi.waitFor(() => expect(sent).toHaveLength(1), SOON);
});

it('tries again while the API is away, and pays once under one id', async () => {
  core.away = true;
  debtors.arrived({ sid: 'SM1', from: OURS, to: PAYER });
  await new Promise((done) => setTimeout(done, 600));
  core.away = false;
  await vi.waitFor(() => expect(core.payments.map(({ id }) => id)).toEqual(['debtor-SM1:1']), SOON);
}, 15_000);
