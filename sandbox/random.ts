/** A number in [0, 1) that depends on the words alone: the same debtor does the same in every run. */
export function chance(...words: (string | number)[]): number {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(words.join('|'))) hash = Math.imul(hash ^ byte, 0x01000193);
  return mulberry(hash)();
}

/** A repeatable sequence of numbers in [0, 1). */
export function mulberry(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
