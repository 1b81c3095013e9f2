import { daysBetween, localDate } from '#domain/time/local.ts';

const QUIET_DAYS = 2;

export type Fold<E> =
  | { kind: 'day'; key: string; at: number }
  | { kind: 'quiet'; key: string; days: number }
  | { kind: 'routine'; key: string; entries: E[] }
  | { kind: 'entry'; key: string; entry: E };

/**
 * A timeline as it is read: a heading for each day of the debtor, idle stretches and runs of routine entries folded.
 * @param entries oldest first; `at` in epoch ms on the tenant's clock
 * @param routine entries that say only that nothing was due
 */
export function foldTimeline<E extends { id: string; at: number }>(
  entries: readonly E[],
  zone: string,
  routine: (entry: E) => boolean,
): Fold<E>[] {
  const folds: Fold<E>[] = [];
  let date: string | undefined;
  for (const entry of entries) {
    const on = localDate(entry.at, zone);
    const last = folds.at(-1);
    if (routine(entry)) {
      if (last?.kind === 'routine') last.entries.push(entry);
      else folds.push({ kind: 'routine', key: `routine ${entry.id}`, entries: [entry] });
      continue;
    }
    if (on !== date) {
      const days = date === undefined ? 0 : daysBetween(date, on) - 1;
      if (days >= QUIET_DAYS) folds.push({ kind: 'quiet', key: `quiet ${entry.id}`, days });
      folds.push({ kind: 'day', key: `day ${entry.id}`, at: entry.at });
      date = on;
    }
    folds.push({ kind: 'entry', key: entry.id, entry });
  }
  return folds;
}
