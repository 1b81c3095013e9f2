/**
 * Minor units of an amount as people type it: '1,290.50', '1290.5', '1 290'. A comma groups thousands, a point divides, as both our languages write.
 * @returns NaN for what is no amount; the API refuses it with the reason
 */
export function minorOf(typed: string, digits: number): number {
  const plain = typed.replaceAll(/[,\s]/g, '');
  const found = /^(\d+)(?:\.(\d*))?$/.exec(plain);
  if (!found || (found[2]?.length ?? 0) > digits) return Number.NaN;
  return Number(`${found[1]}${(found[2] ?? '').padEnd(digits, '0')}`);
}

/** The same back, for a field: no grouping, and as many digits as the currency has. */
export const typedAmount = (minor: number, digits: number) => (minor / 10 ** digits).toFixed(digits);
