import type { CommandName } from '#cli/usage.ts';

/** Runs with the words after its name; answers the exit code. */
type Command = { run: (words: string[]) => Promise<number> };

/** Each command loads what it needs: `help` must not wait for a Temporal client. */
export const COMMANDS = {
  up: () => import('#cli/commands/up.ts'),
  test: () => import('#cli/commands/test.ts'),
  check: () => import('#cli/commands/check.ts'),
  bench: () => import('#cli/commands/bench.ts'),
  import: () => import('#cli/commands/import.ts'),
  clock: () => import('#cli/commands/clock.ts'),
  cases: () => import('#cli/commands/cases.ts'),
  verify: () => import('#cli/commands/verify.ts'),
  reset: () => import('#cli/commands/reset.ts'),
  help: () => import('#cli/commands/help.ts'),
} satisfies Record<CommandName, () => Promise<Command>>;
