/** How late, as the trade says it: '1–30', '31–60', … '180+'. */
export function daysBucket(days: number | null): string | undefined {
  if (days === null || days <= 0) return undefined;
  const upper = [30, 60, 90, 120, 150, 180].find((bound) => days <= bound);
  return upper ? `${upper - 29}–${upper}` : '180+';
}
