import { Client, Connection } from '@temporalio/client';
import { eq, sql } from 'drizzle-orm';
import { setTimeout as pause } from 'node:timers/promises';
import { connect } from '#db/client.ts';
import { roleUrl } from '#db/roles.ts';
import { caseState } from '#db/schema/index.ts';
import { bellsOf, livingCases } from '#workers/relay/relay.ts';
import { isRefusal, startAgain } from '#workers/relay/ring.ts';
import type { WorkerSettings } from '#workers/settings.ts';

const AT_ONCE = 10;
const PACE_MS = 100;

/**
 * Starts every living case again from PostgreSQL: raises its epoch, so that work of the old run is refused, and starts
 * a run in place of whatever the engine has. So the engine's data can be lost: it is rebuilt, never restored.
 */
export async function rebuildCases(settings: WorkerSettings, progress: (done: number, of: number) => void = () => {}): Promise<number> {
  const { db, end } = connect(roleUrl(settings.database, 'relay', settings.secret), 4);
  const connection = await Connection.connect({ address: settings.temporalAddress });
  const client = new Client({ connection, namespace: settings.namespace });
  try {
    const cases = await livingCases(db);
    let refused = 0;
    for (let done = 0; done < cases.length; done += AT_ONCE) {
      const batch = cases.slice(done, done + AT_ONCE);
      for (const caseId of batch)
        await db
          .update(caseState)
          .set({ epoch: sql`${caseState.epoch} + 1` })
          .where(eq(caseState.caseId, caseId));
      const bells = await bellsOf(db, batch);
      const outcomes = await Promise.allSettled([...bells.values()].map((bell) => startAgain(client, bell)));
      for (const outcome of outcomes)
        if (outcome.status === 'rejected') {
          if (!isRefusal(outcome.reason)) throw outcome.reason;
          refused += 1;
        }
      progress(Math.min(done + AT_ONCE, cases.length), cases.length);
      await pause(PACE_MS);
    }
    if (refused > 0) throw new Error(`${refused} of ${cases.length} cases could not be started again; the others were`);
    return cases.length;
  } finally {
    await connection.close();
    await end();
  }
}
