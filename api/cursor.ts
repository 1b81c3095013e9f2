import type { z } from 'zod';
import { DomainError } from '#api/domain-error.ts';

/** Where a page ended, opaque to whoever hands it back. */
export const encodeCursor = (end: readonly unknown[]): string => Buffer.from(JSON.stringify(end)).toString('base64url');

/** @throws DomainError `invalid` for one this API did not make */
export function decodeCursor<Schema extends z.ZodType>(schema: Schema, cursor: string | undefined): z.output<Schema> | undefined {
  if (cursor === undefined) return undefined;
  const end = schema.safeParse(parsed(Buffer.from(cursor, 'base64url').toString('utf8')));
  if (!end.success) throw new DomainError('invalid', { errors: [{ path: 'cursor', message: 'not a cursor of this list' }] });
  return end.data;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** One row more than asked for was read: it tells whether there is a next page, and is not part of this one. */
export function pageOf<Row>(
  rows: readonly Row[],
  limit: number,
  endOf: (row: Row) => readonly unknown[],
): { rows: readonly Row[]; nextCursor: string | null } {
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return { rows: page, nextCursor: last && rows.length > limit ? encodeCursor(endOf(last)) : null };
}
