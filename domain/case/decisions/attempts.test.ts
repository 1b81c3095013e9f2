import { describe, expect, it } from 'vitest';
import { nextWake } from '#domain/case/next-wake.ts';
import { ends, says, waiting, writing } from '#domain/case/testing/begun.ts';
import { facts, moment, person, phone, said, tell, the, TUESDAY } from '#domain/case/testing/given.ts';
import { play } from '#domain/case/testing/play.ts';
import { SWITCHED_OFF } from '#domain/contact/switched-off.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '#domain/time/local.ts';

const twoNumbers = facts({ people: [person('debtor', phone('mobile'), phone('other', { phoneType: 'other' }))] });
const withCoDebtor = facts({ people: [person('debtor', phone('mobile')), person('co-debtor', phone('theirs'))] });

describe('an attempt that ended', () => {
  it('starts the wait for an answer', () => {
    const { events } = tell(writing(), ends(writing()));
    expect(events.map(({ type }) => type)).toEqual(['AttemptEnded', 'WaitBegan']);
    expect(said(the('WaitBegan', events).until)).toBe('thu 2026-11-26 17:00');
  });

  it('ends once: the second report of the same message is ignored, and so is a later one with other news', () => {
    const first = ends(writing());
    expect(tell(waiting(), first).decision).toEqual({ ignored: 'attempt-already-ended' });
    expect(tell(waiting(), { ...first, status: 'undelivered' } as typeof first).decision).toEqual({ ignored: 'attempt-already-ended' });
  });

  it('of another case is none of this one', () => {
    const foreign = { type: 'AttemptEnded' as const, attemptId: 'elsewhere:1:0:0', status: 'delivered' as const };
    expect(tell(writing(), foreign).decision).toEqual({ ignored: 'attempt-unknown' });
  });

  it('as unknown counts as written: the case waits for an answer and never sends it again', () => {
    const { events } = play({
      facts: facts(),
      from: TUESDAY,
      until: TUESDAY + 2 * DAY_MS,
      carrier: () => [
        { after: 30_000, status: 'unknown' },
        { after: HOUR_MS, status: 'delivered' },
      ],
    });
    expect(events.filter(({ type }) => type === 'AttemptPlanned')).toHaveLength(1);
    expect(events.some((event) => event.type === 'WaitBegan' && event.why === 'reply')).toBe(true);
  });

  it('undelivered turns to the next address: nobody answers what did not arrive', () => {
    const { steps } = tell(writing(twoNumbers), ends(writing(twoNumbers), 'undelivered'), { rows: twoNumbers });
    expect(steps).toMatchObject([{ type: 'sendSms', contactPointId: 'other' }]);
  });
});

describe('an attempt the gate kept back', () => {
  it('waits out a switch however long it is off, and gives up no address for it', () => {
    const on = TUESDAY + 20 * DAY_MS;
    const off = (at: number) => (at < on ? { rule: SWITCHED_OFF, notBefore: at + 6 * HOUR_MS } : undefined);
    const { steps, events } = play({ facts: facts(), from: TUESDAY, until: on + DAY_MS, gate: (_s, at) => off(at) });
    expect(events.some(({ type }) => type === 'HandoffOffered')).toBe(false);
    expect(steps.at(-1)?.at).toBeGreaterThanOrEqual(on);
  });

  it('is made again at exactly the moment the rule names', () => {
    const notBefore = moment('2026-11-25 10:17');
    const { events } = tell(writing(), ends(writing(), 'suppressed', { rule: 'CAP', notBefore }));
    expect(the('WaitBegan', events)).toMatchObject({ until: notBefore, why: 'rule', rule: 'CAP' });
    const played = play({
      facts: facts(),
      from: TUESDAY,
      until: TUESDAY + 2 * DAY_MS,
      gate: (_s, at) => (at < notBefore ? { rule: 'CAP', notBefore } : undefined),
    });
    expect(played.steps.map(({ at }) => at)).toEqual([TUESDAY, notBefore]);
  });

  it('goes on at once when the moment has passed while the case was not looking', () => {
    const { types } = tell(writing(), ends(writing(), 'suppressed', { rule: 'CAP', notBefore: TUESDAY - 1 }));
    expect(types).toEqual(['AttemptEnded', 'AttemptPlanned']);
  });

  it('for good turns to the next address, and without one to the next step', () => {
    const next = tell(writing(twoNumbers), ends(writing(twoNumbers), 'suppressed', { rule: 'ADDRESS-GONE' }), { rows: twoNumbers });
    expect(next.steps).toMatchObject([{ contactPointId: 'other' }]);
    const none = tell(writing(), ends(writing(), 'suppressed', { rule: 'ADDRESS-GONE' }));
    expect([none.types, none.state.place?.step]).toEqual([['AttemptEnded', 'PlaceEntered', 'WaitBegan'], 'evening-sms']);
  });

  it('turns to a co-debtor where the debtor has no other address', () => {
    const told = tell(writing(withCoDebtor), ends(writing(withCoDebtor), 'failed', { rule: 'PROVIDER-21610' }), { rows: withCoDebtor });
    expect(told.steps).toMatchObject([{ partyId: 'co-debtor', contactPointId: 'theirs' }]);
  });

  it('again and again ends with a person, not in a loop', () => {
    const { state, steps } = play({
      facts: facts(),
      from: TUESDAY,
      until: TUESDAY + 365 * DAY_MS,
      gate: (_step, at) => ({ rule: 'NEVER-QUITE', notBefore: at + HOUR_MS }),
    });
    expect(state.handoff?.why).toBe('no-reply');
    expect(steps.length).toBeLessThan(50);
  });

  it('does not shorten a wait that began meanwhile', () => {
    const resting = tell(writing(), {
      type: 'RecordPromise',
      amountMinor: 1,
      currency: 'USD',
      dueOn: '2026-11-24',
      by: 'ann',
      requestedAt: TUESDAY,
    }).state;
    const kept = tell(resting, { type: 'PaymentPosted', entryId: 'e', accountId: 'loan', amountMinor: 1 }).state;
    const told = tell(kept, ends(kept, 'suppressed', { rule: 'CAP', notBefore: TUESDAY + HOUR_MS }));
    expect(told.state.wait).toEqual({ until: moment('2026-12-01 09:00'), why: 'rest-after-person' });
  });

  it('at an address that has turned out to be somebody else’s does not wait for its moment', () => {
    const told = tell(writing(withCoDebtor), says('wrong-person'), { rows: withCoDebtor }).state;
    const later = ends(told, 'suppressed', { rule: 'CAP', notBefore: TUESDAY + DAY_MS });
    expect(tell(told, later, { rows: withCoDebtor }).steps).toMatchObject([{ partyId: 'co-debtor' }]);
  });

  it('with a moment no calendar knows is kept back for good', () => {
    for (const notBefore of [NaN, Infinity, 1e300]) {
      const { state } = tell(writing(), ends(writing(), 'suppressed', { rule: 'ODD', notBefore }));
      expect(state.place?.step).toBe('evening-sms');
    }
  });
});

describe('an attempt without an end', () => {
  it('has the provider asked at its deadline, and less and less often after', () => {
    const asked = play({ facts: facts(), from: TUESDAY, until: TUESDAY + DAY_MS, carrier: () => [] });
    const at = asked.steps.filter(({ type }) => type === 'askProvider').map((step) => (step.at - TUESDAY) / MINUTE_MS);
    expect(at).toEqual([3, 13, 33, 73, 153, 313]);
  });

  it('is settled by what the provider says', () => {
    const { state } = play({ facts: facts(), from: TUESDAY, until: TUESDAY + HOUR_MS, carrier: () => [], lookup: () => 'sent' });
    expect([state.attempts, state.wait?.why]).toEqual([[], 'reply']);
  });

  it('stays unknown when the provider never tells, and the playbook goes on', () => {
    const { events, state } = play({ facts: facts(), from: TUESDAY, until: TUESDAY + 20 * DAY_MS, carrier: () => [] });
    expect(the('HandoffOffered', events).why).toBe('no-reply');
    expect(events.filter((event) => event.type === 'AttemptEnded').map(({ status }) => status)).toEqual(['unknown', 'unknown']);
    expect(state.attempts).toEqual([]);
  });

  it('is still asked about after the case has closed, and then the case rests', () => {
    const closed = tell(writing(), { type: 'AccountRecalled', accountId: 'loan' }).state;
    expect(nextWake(closed, [], TUESDAY)).toBe(TUESDAY + 3 * MINUTE_MS);
    const asked = tell(closed, { type: 'Woke' }, { now: TUESDAY + 3 * MINUTE_MS });
    expect(asked.steps).toMatchObject([{ type: 'askProvider' }]);
    const ended = tell(asked.state, ends(asked.state)).state;
    expect([ended.stage, nextWake(ended, [], TUESDAY)]).toEqual(['closed', undefined]);
  });

  it('does not keep an answer waiting: what the debtor says counts while the message is on its way', () => {
    const told = tell(writing(), says('help'));
    expect(told.state.handoff?.why).toBe('asked-for-help');
    expect(tell(told.state, ends(told.state)).state.attempts).toEqual([]);
  });
});
