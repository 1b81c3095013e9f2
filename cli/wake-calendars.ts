import { connect } from '#db/client.ts';
import { roleUrl } from '#db/roles.ts';
import { closeClockGap } from '#workers/relay/clock.ts';

/** Sandbox calendars stood still while nothing ran: they go on from where they stopped, before anything reads them. */
export async function wakeCalendars(database: string, secret: string): Promise<void> {
  const { db, end } = connect(roleUrl(database, 'relay', secret), 1);
  try {
    await closeClockGap(db, Date.now());
  } finally {
    await end();
  }
}
