import type { RequestHandler } from 'express';
import { DomainError } from '#api/domain-error.ts';

const READS = ['GET', 'HEAD', 'OPTIONS'];

/**
 * Refuses a write that another site's page sends with this site's cookie. Browsers name the origin of every write;
 * what names none is no browser, and has the cookie only if it was handed over.
 */
export const sameOrigin: RequestHandler = (req, _res, next) => {
  if (!READS.includes(req.method) && req.headers.cookie && isForeign(req.headers)) throw new DomainError('other-site');
  next();
};

function isForeign({ origin, host, 'sec-fetch-site': site }: Record<string, string | string[] | undefined>): boolean {
  if (typeof origin === 'string') return !URL.canParse(origin) || new URL(origin).host !== host;
  return typeof site === 'string' && site !== 'same-origin' && site !== 'none';
}
