import { readArguments, UsageError } from '#cli/arguments.ts';
import { runningInstallation } from '#cli/running.ts';
import { rebuildCases } from '#workers/rebuild.ts';

export async function run(words: string[]): Promise<number> {
  const { positionals } = readArguments({ args: words, allowPositionals: true, options: {} });
  if (positionals.join(' ') !== 'rebuild') throw new UsageError('c1 cases rebuild: starts every living case again from PostgreSQL.');
  const { database, secret, temporalAddress, namespace, origin } = runningInstallation();
  let told = 0;
  const count = await rebuildCases({ database, secret, temporalAddress, namespace, origin }, (done, of) => {
    if (done < of && done - told < 500) return;
    told = done;
    console.log(`  ${done} of ${of}`);
  });
  console.log(count === 1 ? '1 case started again.' : `${count} cases started again.`);
  return 0;
}
