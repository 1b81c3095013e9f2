import type { Request, RequestHandler, Response } from 'express';
import type { z } from 'zod';
import { callerOf } from '#api/caller.ts';
import { IdempotencyKey } from '#api/contract/common.ts';
import { DomainError, notFound } from '#api/domain-error.ts';

/** Taken before anything is read, so that a stream opened after it may repeat and never misses. */
export const withCursor =
  (cursor: (tenantId: string) => string): RequestHandler =>
  (_req, res, next) => {
    res.locals['cursor'] = cursor(callerOf(res).tenantId);
    next();
  };

/** Sends what the contract allows, and nothing beside it. */
export function reply<Schema extends z.ZodType>(res: Response, schema: Schema, body: z.input<Schema>, status = 200): void {
  const checked = schema.parse(body);
  if (res.req.method === 'GET') res.set('x-cursor', res.locals['cursor'] as string);
  res.status(status).json(checked);
}

/** Ids of the path. One that can't be an id is one that isn't there. */
export function pathOf<Schema extends z.ZodType>(schema: Schema, req: Request): z.output<Schema> {
  const path = schema.safeParse(req.params);
  if (!path.success) throw notFound();
  return path.data;
}

/** What the caller sent, as the contract has it. @throws DomainError `invalid`, naming where and what, never the value: it may be somebody's */
export function given<Schema extends z.ZodType>(schema: Schema, sent: unknown, under: readonly string[] = []): z.output<Schema> {
  const read = schema.safeParse(sent);
  if (read.success && !holdsNul(read.data)) return read.data;
  if (read.success) throw new DomainError('invalid', { errors: [{ path: under.join('.'), message: 'a text with a character of code 0' }] });
  const errors = read.error.issues.slice(0, 20).map(({ path, message }) => ({ path: [...under, ...path].join('.'), message }));
  throw new DomainError('invalid', { errors });
}

/** A database keeps any text but one with this character. */
const holdsNul = (value: unknown): boolean =>
  typeof value === 'string' ? value.includes('\0') : typeof value === 'object' && value !== null && Object.values(value).some(holdsNul);

export function keyOf(req: Request): string {
  const key = IdempotencyKey.safeParse(req.get('Idempotency-Key'));
  if (!key.success) throw new DomainError('key-needed');
  return key.data;
}

export const instant = (at: Date | number): string => new Date(at).toISOString();
export const instantOrNull = (at: Date | number | null | undefined): string | null =>
  at === null || at === undefined ? null : instant(at);
