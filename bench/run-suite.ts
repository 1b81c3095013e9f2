import { loadavg } from 'node:os';
import { measured, type Line, type Measure } from '#bench/measure.ts';
import type { Suite } from '#bench/suites.ts';

/**
 * Takes the measures one after the other and prints their lines; one that fails says so, and the rest go on.
 * @returns whether all were taken and no value was above its bar
 */
export async function runSuite(
  bench: string,
  { first, measures }: Suite,
  names: readonly string[],
  stopping: AbortSignal,
): Promise<boolean> {
  const chosen = names.flatMap((name): [string, Measure][] => (measures[name] ? [[name, measures[name]]] : []));
  const lines: Line[] = [];
  let good = true;
  for (const [name, measure] of [['noise', first] as const, ...chosen]) {
    if (stopping.aborted) break;
    console.error(`${name} (load ${loadavg()[0]?.toFixed(1)})`);
    try {
      lines.push(...(await measured(bench, measure, stopping)));
    } catch (error) {
      good = false;
      if (!stopping.aborted) console.error(`  ${name} failed:`, error);
    }
  }
  return good && lines.every(({ ok }) => ok !== false);
}
