import type { Logger } from 'pino';
import type { Connection } from '#db/client.ts';
import { changesAfter, cursors } from '#db/queries/changes.ts';
import type { change } from '#db/schema/index.ts';

export type ChangeRow = typeof change.$inferSelect & { published: number };
export type Hub = {
  /** The last change that open streams have been told of. */
  head: () => number;
  subscribe: (hear: (rows: readonly ChangeRow[]) => void) => () => void;
  /** Changes between two cursors, at most `limit`; undefined when the first of them may have been cleared away. */
  between: (after: number, limit: number) => Promise<readonly ChangeRow[] | undefined>;
  close: () => Promise<void>;
};

const AT_ONCE = 500;
/** A notice may be lost with its connection; this often the table is looked at without one. */
const LOOK_MS = 5000;

/** One listener a process: hears of new changes, reads them once, and passes them on to every open stream. */
export async function createHub({ client, db }: Connection, log: Logger): Promise<Hub> {
  const hearers = new Set<(rows: readonly ChangeRow[]) => void>();
  let head = (await cursors(db)).last;
  let reading: Promise<void> | undefined;
  let again = false;

  async function catchUp(): Promise<void> {
    do {
      again = false;
      for (;;) {
        const rows = (await changesAfter(db, head, AT_ONCE)) as ChangeRow[];
        const last = rows.at(-1);
        if (!last) break;
        head = last.published;
        for (const hear of hearers) hear(rows);
      }
    } while (again);
  }
  const look = () => {
    again = true;
    reading ??= catchUp()
      .catch((error: unknown) => log.warn({ err: error }, 'changes can not be read'))
      .finally(() => (reading = undefined));
  };

  const { unlisten } = await client.listen('change', look, look);
  const timer = setInterval(look, LOOK_MS);
  return {
    head: () => head,
    subscribe(hear) {
      hearers.add(hear);
      return () => void hearers.delete(hear);
    },
    async between(after, limit) {
      const { first } = await cursors(db);
      if (after !== head && (first === 0 || first > after + 1)) return undefined;
      return (await changesAfter(db, after, limit)) as ChangeRow[];
    },
    async close() {
      clearInterval(timer);
      await unlisten().catch(() => undefined);
      await reading;
    },
  };
}
