/** Runs with the words after its name; answers the exit code. */
export type Command = { run: (words: string[]) => Promise<number> };
type Entry = { usage: string; does: string; load: () => Promise<Command> };

export const COMMANDS = {
  up: {
    usage: 'up [--dev] [--port PORT]',
    does: 'start everything and keep it running (the default)',
    load: () => import('#cli/commands/up.ts'),
  },
  test: {
    usage: 'test [--long] [WORDS FOR VITEST]',
    does: 'run the tests; --long runs the drills ten times as long',
    load: () => import('#cli/commands/test.ts'),
  },
  check: {
    usage: 'check [--without-tests]',
    does: 'format, lint, layers, types and the pure tests, in a minute',
    load: () => import('#cli/commands/check.ts'),
  },
  reset: {
    usage: 'reset --yes',
    does: 'delete all data of this installation',
    load: () => import('#cli/commands/reset.ts'),
  },
  help: { usage: 'help', does: 'this list', load: () => import('#cli/commands/help.ts') },
} satisfies Record<string, Entry>;

export const isCommand = (name: string): name is keyof typeof COMMANDS => Object.hasOwn(COMMANDS, name);
