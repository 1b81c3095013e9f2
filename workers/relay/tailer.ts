import { sql } from 'drizzle-orm';
import type { Db } from '#db/client.ts';

const BATCH = 500;
const KEPT = '1 day';

/**
 * Numbers new changes in the order in which they became visible, and sends one NOTIFY for all of them: ids only.
 * One tailer at a time, by an advisory lock, so that a cursor never passes a change that a later commit still brings.
 * @returns how many changes were published
 */
export function publishChanges(db: Db): Promise<number> {
  return db.transaction(async (tx) => {
    const [lock] = await tx.execute<{ mine: boolean }>(sql`select pg_try_advisory_xact_lock(7002) as mine`);
    if (!lock?.mine) return 0;
    const rows = await tx.execute<{ published: string }>(sql`
      with fresh as (select id from change where published is null order by id limit ${BATCH}),
           numbered as (select id, nextval('change_cursor') as cursor from fresh)
      update change set published = numbered.cursor from numbered where change.id = numbered.id returning change.published`);
    if (rows.length === 0) return 0;
    const cursors = rows.map(({ published }) => Number(published));
    const news = JSON.stringify({ from: Math.min(...cursors) - 1, to: Math.max(...cursors) });
    await tx.execute(sql`select pg_notify('change', ${news})`);
    return rows.length;
  });
}

/** A page older than this reads anew instead of catching up. */
export const forgetChanges = (db: Db): Promise<unknown> =>
  db.execute(sql`delete from change where published is not null and recorded_at < now() - ${KEPT}::interval`);
