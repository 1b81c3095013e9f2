import type { RequestHandler } from 'express';

const LOOPBACK = /^(127[.]0[.]0[.]1|localhost|\[::1\])(:\d+)?$/;

/** Control is for programs on this machine: a page in a browser can reach loopback too, under a name of its own or with a plain form. */
export const loopbackOnly: RequestHandler = (req, res, next) => {
  const foreign = !LOOPBACK.test(req.get('host') ?? '') || req.get('origin') !== undefined;
  const untyped = req.method === 'POST' && !req.is('application/json');
  if (foreign || untyped) return void res.status(403).json({ message: 'control is for programs on this machine, in JSON' });
  next();
};
