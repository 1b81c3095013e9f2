const LONGEST = 200;

/**
 * What is wrong with a mapping's pattern for national ids; undefined if nothing.
 * The pattern comes from outside and runs on every row, so shapes that can take exponential or high polynomial time are refused.
 */
export function patternMistake(pattern: string): string | undefined {
  if (!pattern.startsWith('^') || !pattern.endsWith('$')) return 'The pattern must begin with ^ and end with $.';
  if (pattern.length > LONGEST) return `The pattern must not be longer than ${LONGEST} characters.`;
  try {
    new RegExp(pattern);
  } catch {
    return 'The pattern is not a regular expression.';
  }
  const bare = pattern.replace(/\\[^\dk]/g, 'x').replace(/\[[^\]]*\]/g, 'x');
  if (/\\/.test(bare)) return 'The pattern must not refer back to a group.';
  if (/\)[*+?{]/.test(bare)) return 'The pattern must not repeat a group.';
  if ((bare.match(/[*+]|\{\d+,\d*\}|[^(]\?/g) ?? []).length > 4) return 'The pattern may hold at most four parts of varying length.';
  return undefined;
}
