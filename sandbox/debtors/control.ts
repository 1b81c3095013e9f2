import express, { Router } from 'express';
import { z } from 'zod';
import type { Debtors } from './debtors.ts';
import { PLAYS } from './plan-acts.ts';

/** Watch the debtors, and tell one what to do. */
export function debtorsControl(debtors: Debtors): Router {
  const router = Router();
  router.use(express.json());
  router.get('/debtors', (_req, res) => void res.json({ acts: debtors.pending() }));
  router.put('/debtors/:phone', (req, res) => {
    const { plays } = z.object({ plays: z.enum(PLAYS) }).parse(req.body);
    debtors.fix(req.params.phone, plays);
    res.json({ phone: req.params.phone, plays });
  });
  return router;
}
