import { closeSync, existsSync, ftruncateSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

export type Journal<Entry> = { append(entry: Entry): void; close(): void };

/**
 * An append-only file, a line an entry, told from the start to `replay`. What was appended survives kill -9: it is with
 * the system before `append` returns. A last line torn by a crash was never answered for, and is cut off.
 */
export function openJournal<Entry>(path: string, replay: (entry: Entry) => void): Journal<Entry> {
  mkdirSync(dirname(path), { recursive: true });
  const known = existsSync(path) ? readFileSync(path) : Buffer.alloc(0);
  const whole = known.lastIndexOf(0x0a) + 1;
  const file = openSync(path, 'a');
  if (whole < known.length) ftruncateSync(file, whole);
  for (const line of known.subarray(0, whole).toString('utf8').split('\n')) if (line) replay(JSON.parse(line) as Entry);
  return {
    append: (entry) => void writeSync(file, JSON.stringify(entry) + '\n'),
    close: () => closeSync(file),
  };
}
