export type Row<T> = { item: T; gone: boolean };

/**
 * Lays a newer answer over the rows on the screen without moving any of them.
 * @returns rows in the order they are read now, with fresh values and those that left marked; and what came meanwhile
 */
export function settle<T>(shown: readonly T[], latest: readonly T[], id: (item: T) => string): { rows: Row<T>[]; came: T[] } {
  const now = new Map(latest.map((item) => [id(item), item]));
  const known = new Set(shown.map(id));
  return {
    rows: shown.map((item) => ({ item: now.get(id(item)) ?? item, gone: !now.has(id(item)) })),
    came: latest.filter((item) => !known.has(id(item))),
  };
}

/** A list under live updates: new rows announce themselves, and take their place when asked to. */
export class SettledList<T> {
  #shown = $state.raw<readonly T[]>([]);
  #latest: () => readonly T[];
  #id: (item: T) => string;
  #settled: { rows: Row<T>[]; came: T[] };

  constructor(latest: () => readonly T[], id: (item: T) => string) {
    this.#latest = latest;
    this.#id = id;
    this.#shown = latest();
    this.#settled = $derived(settle(this.#shown, this.#latest(), this.#id));
  }

  get rows(): readonly Row<T>[] {
    return this.#settled.rows;
  }

  get came(): readonly T[] {
    return this.#settled.came;
  }

  show(): void {
    this.#shown = this.#latest();
  }
}
