import { Trouble, UsageError } from '#cli/arguments.ts';
import { COMMANDS } from '#cli/commands/index.ts';
import { isCommand, USAGE } from '#cli/usage.ts';

const [name = 'up', ...words] = process.argv.slice(2);
try {
  if (!isCommand(name)) throw new UsageError(`There is no command “${name}”. There are: ${Object.keys(USAGE).join(', ')}.`);
  const { run } = await COMMANDS[name]();
  process.exitCode = await run(words);
} catch (error) {
  if (error instanceof UsageError) {
    console.error(error.message);
    process.exitCode = 2;
  } else {
    console.error(error instanceof Trouble || !process.env['C1_TRACE'] ? (error as Error).message : error);
    process.exitCode = 1;
  }
}
// Whoever started us listens at the other end; a channel left open would keep this process alive.
process.channel?.unref();
