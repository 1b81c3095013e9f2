import { readArguments, UsageError } from '#cli/arguments.ts';
import { temporalProgram } from '#cli/embedded/temporal.ts';
import { stopAsked } from '#cli/stop-asked.ts';
import { runSuite } from '#bench/run-suite.ts';
import { SUITES, type Suite } from '#bench/suites.ts';

export async function run(words: string[]): Promise<number> {
  const { values, positionals } = readArguments({ args: words, allowPositionals: true, options: { cold: { type: 'boolean' } } });
  const [name = '', ...wanted] = positionals;
  if (!isSuite(name)) throw new UsageError(`c1 bench NAME. There are: ${Object.keys(SUITES).join(', ')}.`);
  const suite: Suite = await SUITES[name]();
  const names = Object.keys(suite.measures);
  const unknown = wanted.find((word) => !names.includes(word));
  if (unknown) throw new UsageError(`c1 bench ${name} has no measure “${unknown}”. There are: ${names.join(', ')}.`);
  const chosen = wanted.length > 0 ? wanted : names.filter((each) => values.cold || !suite.onRequest.includes(each));

  const stopping = stopAsked();
  await temporalProgram();
  const good = await runSuite(name, suite, chosen, stopping);
  return stopping.aborted ? 130 : good ? 0 : 1;
}

const isSuite = (name: string): name is keyof typeof SUITES => Object.hasOwn(SUITES, name);
