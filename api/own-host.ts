import type { RequestHandler } from 'express';
import { DomainError } from '#api/domain-error.ts';

const LOOPBACK = /^(127[.]0[.]0[.]1|localhost|\[::1\])(:\d+)?$/;

/**
 * Answers under the installation's own name, or a name of this machine, and no other: else a foreign site could give its
 * name this address (DNS rebinding), and its pages would be of the same origin as ours.
 */
export function ownHost(publicOrigin: string): RequestHandler {
  const own = new URL(publicOrigin).host;
  return (req, _res, next) => {
    const host = req.get('host') ?? '';
    if (host !== own && !LOOPBACK.test(host)) throw new DomainError('other-site');
    next();
  };
}
