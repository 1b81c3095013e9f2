import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { type Anchor, realAt, tenantAt, turnClock } from './clock.ts';

const DAY = 86_400_000;
const started: Anchor = { real: 1_000_000, tenant: 5_000_000, rate: 1440 };

/** A clock turned several times, each turn some way after the last. */
const turned = (rates: fc.Arbitrary<number>) =>
  fc.array(fc.record({ wait: fc.integer({ min: 0, max: 10 * DAY }), rate: rates }), { minLength: 1, maxLength: 8 }).map((turns) => {
    const anchors: Anchor[] = [];
    let real = 1_700_000_000_000;
    for (const { wait, rate } of turns) anchors.push(turnClock(anchors, (real += wait), rate));
    return anchors;
  });
const anyRate = fc.oneof(fc.constant(0), fc.constant(1), fc.constant(1440), fc.double({ min: 0.1, max: 5000, noNaN: true }));
const real = fc.integer({ min: 1_700_000_000_000 - DAY, max: 1_700_000_000_000 + 100 * DAY });

describe("a tenant's clock", () => {
  it('is real time while no anchor says otherwise', () => {
    expect(tenantAt([], 42)).toBe(42);
    expect(realAt([], 42)).toBe(42);
  });

  it('runs a day in a minute at rate 1440', () => {
    expect(tenantAt([started], started.real + 60_000)).toBe(started.tenant + DAY);
    expect(realAt([started], started.tenant + DAY)).toBe(started.real + 60_000);
  });

  it('stands still while paused, and no moment beyond the pause is ever reached', () => {
    const paused = turnClock([started], started.real + 1000, 0);
    expect(tenantAt([started, paused], started.real + DAY)).toBe(paused.tenant);
    expect(realAt([started, paused], paused.tenant)).toBe(paused.real);
    expect(realAt([started, paused], paused.tenant + 1)).toBeUndefined();
  });

  it('goes on where it stood when resumed', () => {
    const paused = turnClock([started], started.real + 1000, 0);
    const resumed = turnClock([started, paused], paused.real + DAY, 1);
    const anchors = [started, paused, resumed];
    expect(tenantAt(anchors, resumed.real + 7)).toBe(paused.tenant + 7);
    expect(realAt(anchors, paused.tenant + 7)).toBe(resumed.real + 7);
  });

  it('ran at the pace of the world before its first anchor', () => {
    expect(tenantAt([started], started.real - 10)).toBe(started.tenant - 10);
    expect(realAt([started], started.tenant - 10)).toBe(started.real - 10);
  });

  test.prop([turned(anyRate), real, fc.nat(DAY)])('never runs backwards', (anchors, at, later) => {
    expect(tenantAt(anchors, at + later)).toBeGreaterThanOrEqual(tenantAt(anchors, at));
  });

  test.prop([turned(fc.oneof(fc.constant(1440), fc.double({ min: 1, max: 5000, noNaN: true }))), real])(
    'maps to tenant time and back to the same instant wherever it runs at least as fast as the world',
    (anchors, at) => {
      expect(realAt(anchors, tenantAt(anchors, at))).toBe(at);
    },
  );

  test.prop([turned(anyRate), real])('names the first real instant at which a moment is reached', (anchors, at) => {
    const moment = tenantAt(anchors, at) + 1;
    const reached = realAt(anchors, moment);
    if (reached === undefined) {
      expect(anchors.at(-1)?.rate).toBe(0);
      return;
    }
    expect(tenantAt(anchors, reached)).toBeGreaterThanOrEqual(moment);
    expect(tenantAt(anchors, reached - 1)).toBeLessThan(moment);
  });
});
