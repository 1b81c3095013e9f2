import { fc, test as property } from '@fast-check/vitest';
import { expect, it } from 'vitest';
import { ATTEMPT_STATUSES, hasEnded, neverLeft, rises } from '#domain/contact/attempt-status.ts';

const status = fc.constantFrom(...ATTEMPT_STATUSES);

property.prop([fc.array(status)])('reaches the same status however often and in whatever order webhooks come', (reports) => {
  const after = (list: readonly (typeof ATTEMPT_STATUSES)[number][]) =>
    list.reduce((now, next) => (rises(now, next) ? next : now), 'submitting' as (typeof ATTEMPT_STATUSES)[number]);
  const evidence = reports.filter((r) => r !== 'suppressed' && r !== 'cancelled');
  expect(after([...evidence].reverse())).toBe(after(evidence));
  expect(after([...evidence, ...evidence])).toBe(after(evidence));
});

it('raises an unknown attempt when its delivery is reported after all', () => {
  expect(rises('unknown', 'delivered')).toBe(true);
  expect(rises('delivered', 'sent')).toBe(false);
});

it('never lets a contact that was suppressed be reported as sent', () => {
  expect(ATTEMPT_STATUSES.filter((next) => rises('suppressed', next))).toEqual([]);
});

it('counts an unknown attempt as a contact, and lets the case go on', () => {
  expect(neverLeft('unknown')).toBe(false);
  expect(hasEnded('unknown')).toBe(true);
});
