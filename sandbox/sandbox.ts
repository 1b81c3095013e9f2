import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express, { type ErrorRequestHandler } from 'express';
import { ZodError } from 'zod';
import type { CarrierAccount, CarrierNumber } from './carrier/account.ts';
import { Carrier } from './carrier/carrier.ts';
import { carrierControl } from './carrier/control.ts';
import { faults } from './carrier/faults.ts';
import { messagesApi } from './carrier/messages-api.ts';
import { debtorsControl } from './debtors/control.ts';
import { coreSystem } from './debtors/core-system.ts';
import { startDebtors, type TourDebtor } from './debtors/debtors.ts';
import { traitsOf } from './debtors/traits.ts';
import { loopbackOnly } from './loopback-only.ts';

export type SandboxOptions = {
  /** 0 takes a free one. */
  port: number;
  /** Where the journals lie; a sandbox started there again goes on where it was. */
  dir: string;
  accounts: readonly CarrierAccount[];
  /** Without an account a number belongs to the first. */
  numbers: readonly CarrierNumber[];
  /** Base of the API. Debtors live only where they have it and a key to it. */
  origin?: string;
  apiKey?: string;
  seed?: number;
  tour?: readonly TourDebtor[];
};
export type Sandbox = { url: string; port: number; carrier: Carrier; stop(): Promise<void> };

/** The carrier, and the people at the other end of it, on loopback. */
export async function startSandbox({
  port,
  dir,
  accounts,
  numbers,
  origin,
  apiKey,
  seed = 1,
  tour = [],
}: SandboxOptions): Promise<Sandbox> {
  // The port first: of two sandboxes started by mistake, only the one that has it may touch the journals.
  const server = createServer().listen(port, '127.0.0.1');
  await once(server, 'listening');
  const { port: bound } = server.address() as AddressInfo;

  const toldToAnswer = (phone: string) => tour.some((debtor) => debtor.phone === phone);
  const peopled = origin !== undefined && apiKey !== undefined;
  const carrier = new Carrier({
    dir,
    accounts,
    numbers,
    undeliverable: (phone) => (peopled && !toldToAnswer(phone) ? traitsOf(phone, seed).unreachable : undefined),
    onDelivered: (message) => debtors?.arrived(message),
  });
  const debtors = peopled
    ? startDebtors({ dir, seed, tour, core: coreSystem(origin, apiKey), send: (text) => void carrier.receive(text) })
    : undefined;
  for (const message of debtors ? carrier.delivered() : []) debtors?.arrived(message);

  const wrongAnswers = faults();
  const app = express();
  app.disable('x-powered-by');
  app.get('/health', (_req, res) => void res.json({ ok: true }));
  app.use('/control', loopbackOnly, carrierControl(carrier, wrongAnswers));
  if (debtors) app.use('/control', debtorsControl(debtors));
  app.use(messagesApi(carrier, wrongAnswers));
  app.use(controlProblems);
  server.on('request', app);

  return {
    url: `http://127.0.0.1:${bound}`,
    port: bound,
    carrier,
    async stop() {
      server.close();
      server.closeAllConnections();
      await debtors?.stop();
      await carrier.stop();
    },
  };
}

const controlProblems: ErrorRequestHandler = (error: unknown, _req, res, _next) => {
  const status = error instanceof ZodError ? 400 : error instanceof Error && 'status' in error ? Number(error.status) : 500;
  res.status(status).json({ message: error instanceof Error ? error.message : 'failed' });
};
