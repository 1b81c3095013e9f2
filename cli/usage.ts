/** Every command with what may follow it and what it does. */
export const USAGE = {
  up: { words: '[--dev] [--port PORT]', does: 'start everything and keep it running (the default)' },
  test: { words: '[--long] [WORDS FOR VITEST]', does: 'run the tests; --long runs the drills ten times as long' },
  check: { words: '[--without-tests]', does: 'format, lint, layers, types and the pure tests, in a minute' },
  bench: { words: 'NAME [MEASURE …] [--cold]', does: 'measure against the bars, one JSON line each; --cold also installs from scratch' },
  import: {
    words: 'FILE --creditor NAME --mapping FILE [--control FILE] [--tenant NAME]',
    does: 'open cases from a file of accounts, and watch them start',
  },
  clock: { words: 'pause | resume | rate N  [--tenant NAME]', does: 'stop, start or set the calendar of the sandbox tenants' },
  cases: { words: 'rebuild', does: 'start every living case again from PostgreSQL, when Temporal has lost its data' },
  verify: { words: '[--tenant NAME]', does: 'prove that no row of truth was changed or removed since it was written' },
  reset: { words: '--yes', does: 'delete all data of this installation' },
  help: { words: '', does: 'this list' },
} as const satisfies Record<string, { words: string; does: string }>;

export type CommandName = keyof typeof USAGE;
export const isCommand = (name: string): name is CommandName => Object.hasOwn(USAGE, name);
