import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { turnClock, type Anchor } from '#domain/time/clock.ts';
import type { Received } from '../carrier/carrier.ts';
import { coreSystem, type Payment } from './core-system.ts';
import { startDebtors, type Debtors, type TourDebtor } from './debtors.ts';

const DAY_IN_A_SECOND = 86_400;
const OURS = '+12025550100';
const PAYER = '+12025550143';
const tour: TourDebtor[] = [
  { accountRef: 'A-1', creditor: 'Northfield', phone: PAYER, plays: 'promise-and-pay' },
  { accountRef: 'A-2', creditor: 'Northfield', phone: '+12025550144', plays: 'silent' },
];

/** The three calls of the API that a lender's system and its debtors need, with what was asked of them. */
async function api() {
  const real = Date.now();
  const self = {
    origin: '',
    anchors: [{ real, tenant: Date.parse('2026-11-24T14:00:00Z'), rate: DAY_IN_A_SECOND }] as Anchor[],
    away: false,
    keys: new Set<string | undefined>(),
    payments: [] as Payment[],
    close: () => (server.closeAllConnections(), server.close()),
  };
  const server = createServer((req, res) => {
    void (async () => {
      const body = req.method === 'POST' ? await json(req) : undefined;
      self.keys.add(req.headers.authorization);
      if (self.away) return void res.writeHead(503).end('{}');
      if (req.url === '/api/v1/payments') self.payments.push(body as Payment);
      const account = { accountRef: 'A-1', creditorId: 'cr-1', balanceMinor: 157_468, currency: 'USD', creditor: 'Northfield' };
      const answers: Record<string, unknown> = {
        '/api/v1/clock': { anchors: self.anchors },
        '/api/v1/accounts/find': { accounts: [{ ...account, accountRef: 'A-9', balanceMinor: 999_999 }, account] },
        '/api/v1/payments': {},
      };
      res.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answers[req.url ?? '']));
    })();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  self.origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return self;
}

let core: Awaited<ReturnType<typeof api>>;
let dir: string;
let sent: Received[];
let debtors: Debtors;
const start = () => startDebtors({ dir, seed: 1, tour, core: coreSystem(core.origin, 'key'), send: (text) => void sent.push(text) });

beforeEach(async () => {
  core = await api();
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
  await vi.waitFor(() => expect(sent).toEqual([{ from: PAYER, to: OURS, body: 'I can pay $1,574.68 tomorrow', key: 'SM1:0' }]), 3_000);
  expect(core.payments).toEqual([]);
  await vi.waitFor(() => expect(core.payments).toHaveLength(1), 4_000);
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
  await vi.waitFor(() => expect(sent).toHaveLength(1), 4_000);
  await new Promise((done) => setTimeout(done, 300));
  expect(sent).toHaveLength(1);
  expect(debtors.pending()).toMatchObject([{ id: 'SM1:1', kind: 'pay' }]);
});

it('remembers over a restart what it meant to do', async () => {
  core.anchors.push(turnClock(core.anchors, Date.now(), DAY_IN_A_SECOND / 20));
  debtors.arrived({ sid: 'SM1', from: OURS, to: PAYER });
  await vi.waitFor(() => expect(debtors.pending()).toHaveLength(2), 3_000);
  await debtors.stop();
  debtors = start();
  expect(debtors.pending()).toHaveLength(2);
  core.anchors.push(turnClock(core.anchors, Date.now(), DAY_IN_A_SECOND));
  await vi.waitFor(() => expect(core.payments).toHaveLength(1), 6_000);
  expect(sent).toHaveLength(1);
}, 15_000);

it('does nothing while the clock is paused, and goes on with it', async () => {
  core.anchors.push(turnClock(core.anchors, Date.now(), 0));
  debtors.arrived({ sid: 'SM1', from: OURS, to: PAYER });
  await vi.waitFor(() => expect(debtors.pending()).toHaveLength(2), 3_000);
  await new Promise((done) => setTimeout(done, 500));
  expect(sent).toEqual([]);
  core.anchors.push(turnClock(core.anchors, Date.now(), DAY_IN_A_SECOND));
  await vi.waitFor(() => expect(sent).toHaveLength(1), 4_000);
});

it('tries again while the API is away, and pays once under one id', async () => {
  core.away = true;
  debtors.arrived({ sid: 'SM1', from: OURS, to: PAYER });
  await new Promise((done) => setTimeout(done, 600));
  core.away = false;
  await vi.waitFor(() => expect(core.payments.map(({ id }) => id)).toEqual(['debtor-SM1:1']), 8_000);
}, 15_000);
