import { parseArgs, type ParseArgsConfig } from 'node:util';

/** A wrong command line: its sentence goes to the person who typed it, with exit code 2. */
export class UsageError extends Error {}

/** Expected trouble: a sentence, no stack, exit code 1. */
export class Trouble extends Error {}

/**
 * Reads the words after a command.
 * @throws UsageError naming the word that does not belong there
 */
export function readArguments<T extends ParseArgsConfig>(config: T) {
  try {
    return parseArgs({ strict: true, ...config });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error), { cause: error });
  }
}

/** @throws UsageError unless `text` is a port one can ask for; 0 asks for any free one */
export function readPort(text: string, name: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535) throw new UsageError(`${name} must be a port from 0 to 65535, not “${text}”.`);
  return port;
}
