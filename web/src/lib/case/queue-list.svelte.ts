import { listCases, type CaseRow } from '#lib/api/index.ts';
import { browserApi } from '#lib/live/browser-api.ts';
import type { Row } from '#lib/live/settle.ts';
import { SettledList } from '#lib/live/settled-list.svelte.ts';
import { joined, type QueueName } from './queue-groups.ts';

export type Cursors = Readonly<Partial<Record<QueueName, string | null>>>;

/** The queue as it is read: rows that stay where they are, the mark that j and k move, and pages fetched on request. */
export class QueueList {
  /** Where the mark stands. */
  at = $state(0);
  #fresh = $state.raw<readonly string[]>([]);
  #further = $state.raw<{ queue: QueueName; items: readonly CaseRow[]; cursor: string | null }>();
  #cursors: () => Cursors;
  #list: SettledList<CaseRow>;

  constructor(rows: () => readonly CaseRow[], cursors: () => Cursors) {
    this.#cursors = cursors;
    const latest = $derived(joined(rows(), this.#further?.items ?? []));
    this.#list = new SettledList<CaseRow>(
      () => latest,
      ({ id }) => id,
    );
  }

  get rows(): readonly Row<CaseRow>[] {
    return this.#list.rows;
  }

  /** By the queue in which a row was shown: one that moved on says so, and stays. */
  get groups(): [QueueName, Row<CaseRow>[]][] {
    return [...Map.groupBy(this.rows, ({ was }) => was.queue)];
  }

  get moved(): number {
    return this.rows.filter((row) => this.hasLeft(row)).length;
  }

  get came(): number {
    return this.#list.came.filter(({ queue }) => !this.#goesOn(queue)).length;
  }

  /** Of a queue longer than what is loaded nobody can tell whether a row left it or only fell behind. */
  hasLeft = ({ item, was, gone }: Row<CaseRow>): boolean => item.queue !== was.queue || (gone && !this.#goesOn(was.queue));
  isFresh = (id: string): boolean => this.#fresh.includes(id);
  cursorOf = (queue: QueueName): string | null =>
    this.#further?.queue === queue ? this.#further.cursor : (this.#cursors()[queue] ?? null);
  #goesOn = (queue: QueueName): boolean => (this.#cursors()[queue] ?? null) !== null;

  showLatest(): void {
    this.#fresh = this.#list.came.map(({ id }) => id);
    const kept = this.rows[this.at]?.item.id;
    this.#list.show();
    this.at = Math.max(
      0,
      this.rows.findIndex(({ item }) => item.id === kept),
    );
  }

  async showMore(queue: QueueName, cursor: string): Promise<void> {
    const { data } = await listCases({ client: browserApi(), query: { queue, cursor, limit: 100 } });
    if (!data) return;
    const before = this.#further?.queue === queue ? this.#further.items : [];
    this.#further = { queue, items: [...before, ...data.items], cursor: data.nextCursor };
    this.showLatest();
  }

  /** Moves the mark. @returns the id it stands on now */
  move(to: number): string | undefined {
    this.at = Math.min(Math.max(0, to), Math.max(0, this.rows.length - 1));
    return this.rows[this.at]?.item.id;
  }
}
