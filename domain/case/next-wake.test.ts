import { expect, it } from 'vitest';
import { LONGEST_SLEEP_MS, nextWake } from '#domain/case/next-wake.ts';
import { claimed, ends, says, waiting, writing } from '#domain/case/testing/begun.ts';
import { tell, TUESDAY } from '#domain/case/testing/given.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '#domain/time/local.ts';

const fast = [{ real: TUESDAY, tenant: TUESDAY, rate: 1440 }];
const paused = [{ real: TUESDAY, tenant: TUESDAY, rate: 0 }];

it('is the deadline of an attempt, in real time whatever the calendar does', () => {
  for (const anchors of [[], fast, paused]) expect(nextWake(writing(), anchors, TUESDAY)).toBe(TUESDAY + 3 * MINUTE_MS);
});

it('is the end of a wait on the calendar, in real time', () => {
  expect(nextWake(waiting(), fast, TUESDAY)).toBe(TUESDAY + 140_000); // two days and eight hours, at a day a minute
});

it('never comes by the calendar while that stands still, but the case looks once a day', () => {
  expect(nextWake(waiting(), paused, TUESDAY)).toBe(TUESDAY + LONGEST_SLEEP_MS);
});

it('is never further than a day away for an open case, so that nothing hangs on one timer', () => {
  expect(nextWake(waiting(), [], TUESDAY)).toBe(TUESDAY + LONGEST_SLEEP_MS);
  const offered = tell(waiting(), says('help')).state;
  expect(nextWake(offered, [], TUESDAY)).toBe(TUESDAY + LONGEST_SLEEP_MS);
});

it('is the end of a lease while a person has the case, also with a message on its way', () => {
  expect(nextWake(claimed(), paused, TUESDAY)).toBe(TUESDAY + 15 * MINUTE_MS);
  expect(nextWake(claimed(writing()), [], TUESDAY)).toBe(TUESDAY + 3 * MINUTE_MS);
});

it('is not the wait beneath a hold, nor one beneath a promise', () => {
  const held = tell(waiting(), { type: 'PlaceHold', holdId: 'h', kind: 'manual', by: 'ann', requestedAt: TUESDAY }).state;
  const after = TUESDAY + 2 * DAY_MS + HOUR_MS;
  expect(nextWake(held, [], after)).toBe(after + LONGEST_SLEEP_MS);
});

it('is none for a case that is closed and waits for nothing', () => {
  const closed = tell(writing(), { type: 'AccountRecalled', accountId: 'loan' }).state;
  expect(nextWake(closed, [], TUESDAY)).toBe(TUESDAY + 3 * MINUTE_MS);
  expect(nextWake(tell(closed, ends(closed)).state, [], TUESDAY)).toBeUndefined();
});
