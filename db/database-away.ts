const CONNECTION = /^(CONNECTION_|CONNECT_TIMEOUT|ECONN|EPIPE|ENOTFOUND|ETIMEDOUT)/;
/**
 * Connection trouble, shut-down and start-up, time-outs, cancellations and transactions left idle, too many connections, locks not had in time,
 * deadlocks and serialisation, a stand-by that is not the primary yet: all pass by themselves.
 */
const PASSING = /^(08|53|57|40|55P03|25006|25P03)/;

/** Whether an error says that the database, not the statement, was the trouble. Drizzle wraps the driver's error as its cause. */
export function isDatabaseAway(error: unknown): boolean {
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    const code = (at as { code?: unknown }).code;
    if (typeof code === 'string' && (CONNECTION.test(code) || PASSING.test(code))) return true;
  }
  return false;
}
