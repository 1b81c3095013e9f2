import { expect, it } from 'vitest';
import { NEW_CASE, type Case } from '#domain/case/case.ts';
import { explain, inWords } from '#domain/case/explain.ts';
import { claimed, ends, says, waiting, writing } from '#domain/case/testing/begun.ts';
import { facts, given, moment, tell, TUESDAY } from '#domain/case/testing/given.ts';
import { DAY_MS, HOUR_MS } from '#domain/time/local.ts';

const asked = { by: 'ann', requestedAt: TUESDAY };
const words = (state: Case) => inWords(explain(state, facts()));
const then = (state: Case, body: Parameters<typeof tell>[1], now = TUESDAY) => tell(state, body, { now }).state;

it('names the message that is next, and when', () => {
  const early = tell(NEW_CASE, { type: 'CasePlaced' }, { now: moment('2026-11-24 07:00') }).state;
  expect(explain(early, facts())).toEqual({
    what: 'send-sms',
    at: TUESDAY,
    because: 'hours',
    step: 'morning-sms',
    template: 'payment-reminder',
  });
  expect(explain(NEW_CASE, facts())).toMatchObject({ what: 'send-sms', because: 'due' });
});

it('says in words what each state waits for', () => {
  const rule = tell(writing(), ends(writing(), 'suppressed', { rule: 'CAP-3', notBefore: TUESDAY + DAY_MS })).state;
  const promised = then(waiting(), { type: 'RecordPromise', amountMinor: 1, currency: 'USD', dueOn: '2026-11-27', ...asked });
  const state = claimed();
  const handoffId = state.handoff?.id ?? '';
  const completed = (disposition: 'no-agreement' | 'callback') =>
    then(state, { type: 'CompleteHandoff', handoffId, disposition, resumeOn: '2026-11-27', ...asked });
  const pausing = then(then(waiting(), { type: 'SkipStep', ...asked }), { type: 'SkipStep', ...asked });
  expect(
    [
      writing(),
      waiting(),
      rule,
      pausing,
      promised,
      tell(waiting(), says('help')).state,
      state,
      completed('no-agreement'),
      completed('callback'),
    ].map(words),
  ).toEqual([
    'morning-sms · message on its way · attempt under way',
    'morning-sms · waits · reply · then evening-sms',
    'morning-sms · SMS next · rule · CAP-3',
    'breathing-space · waits · pause · then person',
    'promise runs · promise',
    'with a person · offered',
    'with a person · claimed',
    'morning-sms · waits · rest after person · then morning-sms',
    'morning-sms · a person next · resume day',
  ]);
  expect(words(then(waiting(), { type: 'AccountRecalled', accountId: 'loan' }))).toBe('nothing due · closed');
});

it('is held until the last of several holds ends, or for an open time', () => {
  const hold = (holdId: string, until?: number) => ({
    type: 'PlaceHold' as const,
    holdId,
    kind: 'manual' as const,
    ...(until && { until }),
    ...asked,
  });
  const twice = then(then(waiting(), hold('a', TUESDAY + DAY_MS)), hold('b', TUESDAY + HOUR_MS));
  expect(explain(twice, facts())).toEqual({ what: 'wait-for-hold', because: 'hold', at: TUESDAY + DAY_MS });
  expect(explain(then(twice, hold('c')), facts())).toEqual({ what: 'wait-for-hold', because: 'hold' });
});

it('names the day on which a dispute nobody has settled comes before people again', () => {
  const disputed = then(waiting(), { type: 'PlaceHold', holdId: 'h', kind: 'dispute', ...asked });
  expect(explain(disputed, facts())).toEqual({ what: 'offer-handoff', because: 'dispute', at: moment('2026-11-26 17:00') });
});

it('names a person as next where the playbook ends with one', () => {
  const state = given({ type: 'PlaceEntered', step: 'person', round: 1 });
  expect(explain(state, facts())).toEqual({ what: 'offer-handoff', because: 'due', step: 'person' });
});
