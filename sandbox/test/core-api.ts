import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import type { Anchor } from '#domain/time/clock.ts';
import type { Payment } from '../debtors/core-system.ts';

export const DAY_IN_A_SECOND = 86_400;
const iso = (at: number) => new Date(at).toISOString();

/** The three calls of the API that a lender's system and its debtors need, with what was asked of them. */
export async function coreApi() {
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
        '/api/v1/clock': { anchors: self.anchors.map(({ real, tenant, rate }) => ({ real: iso(real), tenant: iso(tenant), rate })) },
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
