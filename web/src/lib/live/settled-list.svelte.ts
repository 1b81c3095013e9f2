import { settle, type Row } from './settle.ts';

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
