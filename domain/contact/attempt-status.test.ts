import { fc, test as property } from '@fast-check/vitest';
import { expect, it } from 'vitest';
import { ATTEMPT_STATUSES, hasEnded, neverLeft, reported, rises, type AttemptStatus } from '#domain/contact/attempt-status.ts';

const status = fc.constantFrom(...ATTEMPT_STATUSES);
const after = (from: AttemptStatus, reports: readonly AttemptStatus[]) =>
  reports.reduce((now, next) => (rises(now, next) ? next : now), from);

property.prop([fc.array(status)])('reaches the same status however often and in whatever order webhooks come', (reports) => {
  expect(after('submitting', [...reports].reverse())).toBe(after('submitting', reports));
  expect(after('submitting', [...reports, ...reports])).toBe(after('submitting', reports));
});

property.prop([fc.array(status)])('never has what left us counted as if it had not', (reports) => {
  const left = reports.some((report) => ['sent', 'undelivered', 'delivered', 'read'].includes(report));
  if (left) expect(neverLeft(after('submitting', reports))).toBe(false);
});

it('raises an unknown attempt when its delivery is reported after all', () => {
  expect(rises('unknown', 'delivered')).toBe(true);
  expect(rises('delivered', 'sent')).toBe(false);
});

it('lets a contact be suppressed or cancelled only while it is reserved, and nothing after that', () => {
  for (const stop of ['suppressed', 'cancelled'] as const) {
    expect(ATTEMPT_STATUSES.filter((current) => rises(current, stop))).toEqual(['reserved']);
    expect(ATTEMPT_STATUSES.filter((next) => rises(stop, next))).toEqual([]);
  }
});

it('counts an unknown attempt as a contact, and lets the case go on', () => {
  expect(neverLeft('unknown')).toBe(false);
  expect(hasEnded('unknown')).toBe(true);
});

it('tells what failed before it left from what left and did not arrive', () => {
  expect(reported({ status: 'failed', left: false })).toBe('failed');
  expect(reported({ status: 'failed', left: true })).toBe('undelivered');
  expect(reported({ status: 'delivered', left: true })).toBe('delivered');
});
