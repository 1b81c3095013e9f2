import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { readArguments, Trouble, UsageError } from '#cli/arguments.ts';
import { leaveDirectory, localDirectory, takeDirectory } from '#cli/installation.ts';
import { endPostgres } from '#cli/embedded/postgres.ts';

const DATA = ['postgres', 'temporal', 'sandbox', 'logs', 'secret'];

export async function run(words: string[]): Promise<number> {
  const { values } = readArguments({ args: words, options: { yes: { type: 'boolean' } } });
  const directory = localDirectory();
  if (!values.yes) throw new UsageError(`This would delete all data in ${directory}. If that is wanted: c1 reset --yes`);
  if (process.env['DATABASE_URL'])
    throw new Trouble('DATABASE_URL is set: c1 reset deletes embedded data only. Drop that database yourself.');
  await takeDirectory(directory);
  try {
    await endPostgres(join(directory, 'postgres'));
    for (const name of DATA) rmSync(join(directory, name), { recursive: true, force: true });
  } finally {
    leaveDirectory(directory);
  }
  console.log(`Deleted. The next start begins afresh.`);
  return 0;
}
