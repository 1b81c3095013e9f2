export type Row<T> = { item: T; was: T; gone: boolean };

/**
 * Lays a newer answer over the rows on the screen without moving any of them.
 * @returns rows in the order they are read now, with fresh values, what they were when shown, and those that left marked; and what came meanwhile
 */
export function settle<T>(shown: readonly T[], latest: readonly T[], id: (item: T) => string): { rows: Row<T>[]; came: T[] } {
  const now = new Map(latest.map((item) => [id(item), item]));
  const known = new Set(shown.map(id));
  return {
    rows: shown.map((was) => ({ item: now.get(id(was)) ?? was, was, gone: !now.has(id(was)) })),
    came: latest.filter((item) => !known.has(id(item))),
  };
}
