import express, { Router } from 'express';
import { z } from 'zod';
import type { Carrier } from './carrier.ts';
import { Fault, type Faults } from './faults.ts';
import { CALM } from './state.ts';

const Phone = z.string().regex(/^\+[1-9]\d{6,14}$/);
const probability = z.number().min(0).max(1).default(0);
const Disturb = z.object({
  late: z.object({ min: z.number().min(0), max: z.number().min(0) }).default(CALM.late),
  twice: probability,
  shuffle: probability,
  seed: z.int().default(1),
});
const Number_ = z.object({ smsUrl: z.url().optional(), accountSid: z.string().optional() });
const Text = z.object({ from: Phone, to: Phone, body: z.string(), key: z.string().optional() });

/** What tests and drills ask of the carrier, and no real carrier offers. */
export function carrierControl(carrier: Carrier, faults: Faults): Router {
  const router = Router();
  router.use(express.json());

  router.get('/messages', (_req, res) => {
    const times = new Map<string, number>();
    for (const { attemptId, sid } of carrier.state.accepted) times.set(attemptId ?? sid, (times.get(attemptId ?? sid) ?? 0) + 1);
    const messages = carrier.state.accepted.map(({ sid, attemptId, from, to, status, createdAt }) => ({
      sid,
      ...(attemptId && { attemptId }),
      from,
      to,
      status,
      acceptedAt: createdAt,
      accepted: times.get(attemptId ?? sid) ?? 0,
    }));
    res.json({ messages, attempts: Object.fromEntries(times), webhooksOwed: carrier.state.owed.size });
  });
  router.get('/webhooks', (_req, res) => void res.json({ ...carrier.state.disturbance, owed: carrier.state.owed.size }));
  router.post('/webhooks', (req, res) => {
    const wanted = Disturb.parse(req.body);
    carrier.disturb(wanted);
    res.json(wanted);
  });
  router.get('/faults', (_req, res) => void res.json({ faults: faults.list() }));
  router.post('/faults', (req, res) => {
    faults.set(z.array(Fault).parse([req.body].flat()));
    res.json({ faults: faults.list() });
  });
  router.delete('/faults', (_req, res) => {
    faults.set([]);
    res.status(204).end();
  });
  router.put('/numbers/:phone', (req, res) => {
    const { smsUrl, accountSid } = Number_.parse(req.body);
    const phone = Phone.parse(req.params.phone);
    const known = carrier.state.numbers.get(phone);
    const owner = accountSid ?? known?.accountSid ?? carrier.firstAccount.accountSid;
    const number = { phone, accountSid: owner, ...(smsUrl && { smsUrl }) };
    carrier.setNumber(number);
    res.json(number);
  });
  router.post('/inbound', (req, res) => {
    const { from, to, body, key } = Text.parse(req.body);
    res.status(201).json({ sid: carrier.receive({ from, to, body, ...(key && { key }) }) });
  });
  return router;
}
