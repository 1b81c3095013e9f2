import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Bench } from '#bench/measure.ts';

const made = new Set<string>();
const remove = (directory: string) => rmSync(directory, { recursive: true, force: true });
// A start that was cut off may still write for a moment after its measure has ended.
process.once('exit', () => made.forEach(remove));

/** A folder that goes with the measure. */
export function temporaryDirectory(bench: Bench): string {
  const directory = mkdtempSync(join(tmpdir(), 'c1-bench-'));
  made.add(directory);
  bench.atEnd(() => remove(directory));
  return directory;
}
