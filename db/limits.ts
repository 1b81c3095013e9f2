/**
 * Real ms after which the database ends what a connection waits for, runs or leaves open: nothing hangs for ever behind a
 * lock, and a process that froze inside a transaction keeps nobody else's case or person.
 */
export type Limits = { lockMs: number; statementMs: number; idleMs: number };

/** Lock waits end before the two seconds after which a decision's activity is given up, or every retry would leave one more behind. */
export const DECIDING: Limits = { lockMs: 1_500, statementMs: 8_000, idleMs: 15_000 };

/** Contacts of one person wait for each other; a provider waits for its webhook's answer. */
export const SERVING: Limits = { lockMs: 5_000, statementMs: 8_000, idleMs: 15_000 };

/** Imports read a file, and the relay rings its bells, inside a transaction. */
export const LASTING: Limits = { lockMs: 5_000, statementMs: 30_000, idleMs: 60_000 };
