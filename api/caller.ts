import type { Request, RequestHandler, Response } from 'express';
import type { Scope as Rows } from '#db/client.ts';
import { DomainError } from '#api/domain-error.ts';
import type { MemberRole, Scope } from '#api/scopes.ts';

/** Who asks: first argument of everything below a route. */
export type Caller = Rows & {
  /** User id, or `key:<id>`: what is written beside what they did. */
  actor: string;
  name: string;
  email: string | null;
  role: MemberRole | null;
  scopes: readonly Scope[];
};

/** Finds who sent these headers; undefined when nobody known did. */
export type Identify = (headers: Request['headers']) => Promise<Caller | undefined>;

export const signedIn =
  (identify: Identify): RequestHandler =>
  async (req, res, next) => {
    const caller = await identify(req.headers);
    if (!caller) throw new DomainError('sign-in');
    res.locals['caller'] = caller;
    next();
  };

export const callerOf = (res: Response): Caller => res.locals['caller'] as Caller;

/** Asked before anything is looked up: without the scope every id gets the same answer. */
export const needs =
  (scope: Scope): RequestHandler =>
  (_req, res, next) => {
    if (!callerOf(res).scopes.includes(scope)) throw new DomainError('forbidden');
    next();
  };
