import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readArguments, UsageError } from '#cli/arguments.ts';
import { ROOT } from '#cli/program-part.ts';

/** Each `bench/NAME.bench.ts` is a program that prints one JSON line a measurement. */
const ENDING = '.bench.ts';

export async function run(words: string[]): Promise<number> {
  const { positionals } = readArguments({ args: words, allowPositionals: true, options: {} });
  const folder = join(ROOT, 'bench');
  const names = (existsSync(folder) ? readdirSync(folder) : [])
    .filter((file) => file.endsWith(ENDING))
    .map((file) => file.slice(0, -ENDING.length));
  const [name, ...rest] = positionals;
  if (!name || rest.length > 0 || !names.includes(name))
    throw new UsageError(`c1 bench NAME. There are: ${names.join(', ') || 'none yet'}.`);
  const bench = spawn(process.execPath, [join(folder, `${name}${ENDING}`)], { cwd: ROOT, stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => bench.kill(signal));
  const [code] = (await once(bench, 'close')) as [number | null];
  return code ?? 1;
}
