/** Epoch milliseconds, UTC, whole. */
export type Instant = number;

/** From `real` on, the tenant's clock shows `tenant` and runs `rate` times as fast as real time; rate 0 is a pause. */
export type Anchor = { readonly real: Instant; readonly tenant: Instant; readonly rate: number };

/**
 * What the tenant's clock shows at a real instant.
 * @param anchors sorted by `real`, append-only; none means the tenant lives in real time
 * @returns epoch ms, whole, never falling as `real` rises; before the first anchor the clock ran at rate 1
 */
export function tenantAt(anchors: readonly Anchor[], real: Instant): Instant {
  const anchor = anchors.findLast((candidate) => candidate.real <= real);
  if (anchor) return anchor.tenant + Math.floor((real - anchor.real) * anchor.rate);
  const first = anchors[0];
  return first ? first.tenant - (first.real - real) : real;
}

/**
 * The first real instant at which the tenant's clock shows `tenant` or later.
 * @param anchors as for `tenantAt`
 * @returns epoch ms, whole; undefined while the clock is paused short of that moment
 */
export function realAt(anchors: readonly Anchor[], tenant: Instant): Instant | undefined {
  const first = anchors[0];
  if (!first) return tenant;
  if (tenant <= first.tenant) return first.real - (first.tenant - tenant);
  for (const [index, anchor] of anchors.entries()) {
    const reached = reachedFrom(anchor, tenant);
    if (reached < (anchors[index + 1]?.real ?? Infinity)) return reached;
  }
  return undefined;
}

/** The anchor that gives the clock another rate from `real` on, without a jump. Rate 0 pauses it. */
export const turnClock = (anchors: readonly Anchor[], real: Instant, rate: number): Anchor => ({
  real,
  tenant: tenantAt(anchors, real),
  rate,
});

function reachedFrom({ real, tenant: start, rate }: Anchor, tenant: Instant): number {
  const distance = tenant - start;
  if (distance <= 0) return real;
  if (rate <= 0) return Infinity;
  const guess = Math.ceil(distance / rate);
  // Division and multiplication round differently at odd rates: settle on the first millisecond that truly gets there.
  const first = [guess - 1, guess, guess + 1].find((ms) => Math.floor(ms * rate) >= distance);
  return real + (first ?? guess);
}
