/** A row as it stands in the file: its cells, or that its quotes are broken. Lines count from 1. */
export type RawRow = { line: number; endLine: number; cells: readonly string[] } | { line: number; endLine: number; broken: true };

export const LONGEST_LINE = 65_536;
const LONGEST_CELL = 32_767;
const MOST_LINES = 10;

/** Physical lines, ended by LF or CRLF. */
export function linesOf(text: string): string[] {
  return text.split('\n').map((line) => (line.endsWith('\r') ? line.slice(0, -1) : line));
}

/** Whether a text has more characters (code points) than this. */
export function longerThan(text: string, limit: number): boolean {
  return text.length > limit && (text.length > 2 * limit || [...text].length > limit);
}

/**
 * The row that starts on a line. A quote opens a quoted cell only as its first character; `""` inside is one quote.
 * Anything but delimiter, line end or file end after the closing quote, a cell over more than ten lines, or one that
 * never closes breaks the row: it is then its first line alone, and reading resumes at the next.
 * No CSV library reads broken quotes this way, so this one is ours.
 * @param start index into `lines`, from 0
 * @returns 'too-long' when a cell has more than 32,767 characters, closed or not
 */
export function readRow(lines: readonly string[], start: number, delimiter: string): RawRow | 'too-long' {
  const cells: string[] = [];
  const broken: RawRow = { line: start + 1, endLine: start + 1, broken: true };
  let at = start;
  for (let from = 0; ;) {
    const line = lines[at] ?? '';
    if (line[from] === '"') {
      const quoted = readQuoted(lines, at, from + 1);
      if (quoted === 'too-long') return quoted;
      if (quoted === 'open') return broken;
      cells.push(quoted.text);
      at = quoted.at;
      from = quoted.from;
      const rest = lines[at] ?? '';
      if (from === rest.length) break;
      if (!rest.startsWith(delimiter, from)) return broken;
      from += delimiter.length;
      continue;
    }
    const end = line.indexOf(delimiter, from);
    const cell = end < 0 ? line.slice(from) : line.slice(from, end);
    if (longerThan(cell, LONGEST_CELL)) return 'too-long';
    cells.push(cell);
    if (end < 0) break;
    from = end + delimiter.length;
  }
  return { line: start + 1, endLine: at + 1, cells };
}

type Quoted = { text: string; at: number; from: number };

function readQuoted(lines: readonly string[], first: number, start: number): Quoted | 'open' | 'too-long' {
  let text = '';
  let from = start;
  for (let at = first; at < lines.length && at < first + MOST_LINES;) {
    const line = lines[at] ?? '';
    const quote = line.indexOf('"', from);
    if (quote < 0) {
      text += line.slice(from);
      if (longerThan(text, LONGEST_CELL)) return 'too-long';
      text += '\n';
      at++;
      from = 0;
      continue;
    }
    text += line.slice(from, quote);
    if (line[quote + 1] !== '"') return longerThan(text, LONGEST_CELL) ? 'too-long' : { text, at, from: quote + 1 };
    text += '"';
    from = quote + 2;
  }
  return 'open';
}
