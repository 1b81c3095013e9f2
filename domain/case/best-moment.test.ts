import { fc, test } from '@fast-check/vitest';
import { expect, it } from 'vitest';
import { bestMoment } from '#domain/case/best-moment.ts';
import { moment, NEW_YORK, said } from '#domain/case/testing/given.ts';
import { HOUR_MS, wallMs } from '#domain/time/local.ts';

const MORNING = ['09:00', '13:00'] as const;
const HONOLULU = 'Pacific/Honolulu';

it('is now while it is the hour, from the first minute to the last', () => {
  for (const time of ['09:00', '12:59'])
    expect(said(bestMoment(moment(`2026-11-24 ${time}`), [NEW_YORK], MORNING))).toBe(`tue 2026-11-24 ${time}`);
  expect(said(bestMoment(moment('2026-11-24 13:00'), [NEW_YORK], MORNING))).toBe('wed 2026-11-25 09:00');
  expect(said(bestMoment(moment('2026-11-24 08:59'), [NEW_YORK], MORNING))).toBe('tue 2026-11-24 09:00');
});

it('is an hour that all zones of the debtor share', () => {
  expect(said(bestMoment(moment('2026-11-24 09:00'), [NEW_YORK, 'America/Los_Angeles'], MORNING))).toBe('tue 2026-11-24 12:00');
  expect(said(bestMoment(moment('2026-11-24 13:00'), [NEW_YORK, 'America/Los_Angeles'], MORNING))).toBe('wed 2026-11-25 12:00');
});

it('goes by the first zone where they share none', () => {
  expect(said(bestMoment(moment('2026-11-24 13:00'), [NEW_YORK, HONOLULU], MORNING))).toBe('wed 2026-11-25 09:00');
});

it('keeps the wall time on the days the clocks change', () => {
  expect(said(bestMoment(moment('2026-03-07 14:00'), [NEW_YORK], MORNING))).toBe('sun 2026-03-08 09:00');
  expect(said(bestMoment(moment('2026-10-31 14:00'), [NEW_YORK], MORNING))).toBe('sun 2026-11-01 09:00');
});

const zones = fc.uniqueArray(fc.constantFrom(NEW_YORK, 'Europe/Dublin', 'Asia/Kolkata', HONOLULU, 'Australia/Lord_Howe'), {
  minLength: 1,
  maxLength: 3,
});
const hour = fc.integer({ min: 0, max: 23 });
const instant = fc.integer({ min: moment('2026-01-01 00:00'), max: moment('2027-12-31 00:00') });
const wall = (h: number) => `${String(h).padStart(2, '0')}:00`;

test.prop([instant, zones, hour, fc.integer({ min: 1, max: 10 })], { numRuns: 60 })(
  'never lies in the past, nor outside the hours in a zone that shares them',
  (from, [first = NEW_YORK, ...others], opens, length) => {
    fc.pre(opens + length <= 23 && opens >= 4); // clocks change in the small hours
    const at = bestMoment(from, [first, ...others], [wall(opens), wall(opens + length)]);
    expect(at).toBeGreaterThanOrEqual(from);
    expect(wallMs(at, first)).toBeGreaterThanOrEqual(opens * HOUR_MS);
    expect(wallMs(at, first)).toBeLessThan((opens + length) * HOUR_MS);
    expect(bestMoment(at, [first, ...others], [wall(opens), wall(opens + length)])).toBe(at);
  },
);
