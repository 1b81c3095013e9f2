import { isClosed, isDisputed, standsStill, type Case } from '#domain/case/case.ts';
import { realAt, type Anchor, type Instant } from '#domain/time/clock.ts';
import { DAY_MS } from '#domain/time/local.ts';

/** No open case sleeps longer than this, real time, so that nothing depends on a single timer or bell. */
export const LONGEST_SLEEP_MS = DAY_MS;

/**
 * When the case has to look again by itself. Derived from the state, never stored beside it.
 * Calendar moments are mapped to real time; while the tenant's clock stands still they never come.
 * @param now real time of the decision
 * @returns real epoch ms; undefined only for a closed case that waits for no provider and no payment
 */
export function nextWake(state: Case, anchors: readonly Anchor[], now: Instant): Instant | undefined {
  if (isClosed(state) && state.attempts.length === 0 && !state.promise) return undefined;
  const { handoff } = state;
  const lease = handoff?.leaseUntil === undefined ? [] : [handoff.leaseUntil];
  const calendar = calendarMoments(state).flatMap((at) => realAt(anchors, at) ?? []);
  return Math.min(now + LONGEST_SLEEP_MS, ...state.attempts.map(({ deadline }) => deadline), ...lease, ...calendar);
}

function calendarMoments(state: Case): Instant[] {
  const holds = state.holds.flatMap(({ until }) => until ?? []);
  const promise = state.promise ? [state.promise.dueAt] : [];
  const goesOn = !standsStill(state) && (state.holds.length === 0 || isDisputed(state));
  const wait = state.wait && goesOn ? [state.wait.until] : [];
  return [...holds, ...promise, ...wait];
}
