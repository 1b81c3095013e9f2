import { Client, Connection } from '@temporalio/client';
import { setTimeout as pause } from 'node:timers/promises';
import { connect } from '#db/client.ts';
import { LASTING } from '#db/limits.ts';
import { roleUrl } from '#db/roles.ts';
import { beat } from '#workers/relay/clock.ts';
import { ringWaiting, sweep } from '#workers/relay/relay.ts';
import { forgetChanges, publishChanges } from '#workers/relay/tailer.ts';
import type { WorkerSettings } from '#workers/settings.ts';

export type RunningRelay = { stop: () => Promise<void> };

/** Real ms between looks when there was nothing; after work it looks again at once. */
const IDLE = { ring: 60, publish: 40, sweep: 30_000, forget: 600_000, beat: 1000 };

/** Rings the cases' bells, tells the pages, and keeps the calendars' pulse, until stopped. */
export async function startRelay(settings: WorkerSettings, complain: (error: unknown, doing: string) => void): Promise<RunningRelay> {
  const { db, end } = connect(roleUrl(settings.database, 'relay', settings.secret), 6, LASTING);
  const connection = await Connection.connect({ address: settings.temporalAddress });
  const client = new Client({ connection, namespace: settings.namespace });
  const stopping = new AbortController();
  const loops = [
    loop('ring', IDLE.ring, () => ringWaiting(db, client)),
    loop('publish', IDLE.publish, () => publishChanges(db)),
    loop('sweep', IDLE.sweep, () => sweep(db, client).then(() => 0)),
    loop('forget', IDLE.forget, () => forgetChanges(db).then(() => 0)),
    loop('beat', IDLE.beat, () => beat(db, Date.now()).then(() => 0)),
  ];

  /** A failure is told and tried again: database or engine may be away for a while. */
  async function loop(doing: string, idleMs: number, work: () => Promise<number>): Promise<void> {
    while (!stopping.signal.aborted) {
      const done = await work().catch((error: unknown) => {
        complain(error, doing);
        return -1;
      });
      if (done <= 0) await pause(done < 0 ? Math.max(idleMs, 500) : idleMs, undefined, { signal: stopping.signal }).catch(() => {});
    }
  }

  return {
    stop: async () => {
      stopping.abort();
      await Promise.all(loops);
      await connection.close();
      await end();
    },
  };
}
