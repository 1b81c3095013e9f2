/** Lines in a frame, as wide as the widest of them. */
export function box(lines: readonly string[]): string {
  const width = Math.max(...lines.map(columns));
  const row = (line: string) => `│ ${line}${' '.repeat(width - columns(line))} │`;
  const bar = '─'.repeat(width + 2);
  return [`┌${bar}┐`, ...lines.map(row), `└${bar}┘`].join('\n');
}

/** Columns a terminal takes for `text`: a Chinese character takes two. */
const columns = (text: string): number =>
  [...text].reduce((sum, character) => sum + (/[\u1100-\u115f\u2e80-\uffdc]/u.test(character) ? 2 : 1), 0);
