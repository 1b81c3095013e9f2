import { closeSync, existsSync, mkdirSync, openSync, readSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

const TOO_LONG = 10 * 1024 * 1024;

/** A file that a process writes its words to, by itself, so that they are whole even when everything else is killed. */
export function partLog(file: string) {
  let from = 0;
  return {
    file,
    /** Opens the file for the next life of the process; a long one is put aside first. */
    open(): number {
      mkdirSync(dirname(file), { recursive: true });
      if (size(file) > TOO_LONG) renameSync(file, `${file}.1`);
      from = size(file);
      return openSync(file, 'a', 0o600);
    },
    /** What the process has said in this life; the end of it, when it said much. */
    words: () => readFrom(file, Math.max(from, size(file) - 64 * 1024)),
    lastWords: () =>
      readFrom(file, Math.max(from, size(file) - 4096))
        .trim()
        .split('\n')
        .slice(-12)
        .join('\n'),
  };
}
export type PartLog = ReturnType<typeof partLog>;

const size = (file: string): number => (existsSync(file) ? statSync(file).size : 0);

function readFrom(file: string, start: number): string {
  if (!existsSync(file)) return '';
  const length = size(file) - start;
  if (length <= 0) return '';
  const descriptor = openSync(file, 'r');
  const buffer = Buffer.alloc(length);
  const read = readSync(descriptor, buffer, 0, length, start);
  closeSync(descriptor);
  return buffer.toString('utf8', 0, read);
}
