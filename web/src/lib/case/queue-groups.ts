import type { CaseRow } from '#lib/api/index.ts';

export const OPEN_QUEUES = ['callbacks', 'promises', 'handoffs', 'new', 'working'] as const;
export type QueueName = CaseRow['queue'];

/** Rows of later pages behind the first, each once: what the first page knows is newer. */
export function joined(first: readonly CaseRow[], later: readonly CaseRow[]): CaseRow[] {
  const known = new Set(first.map(({ id }) => id));
  return [...first, ...later.filter(({ id }) => !known.has(id))];
}
