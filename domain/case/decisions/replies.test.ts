import { describe, expect, it } from 'vitest';
import { claimed, ends, says, waiting, writing } from '#domain/case/testing/begun.ts';
import { account, facts, person, phone, said, tell, the, TUESDAY } from '#domain/case/testing/given.ts';
import { play } from '#domain/case/testing/play.ts';
import { DAY_MS, HOUR_MS } from '#domain/time/local.ts';

const friday = { amountMinor: 100_00, dueOn: '2026-11-27' };
const withCoDebtor = facts({ people: [person('debtor', phone('mobile')), person('co-debtor', phone('theirs'))] });

describe('a reply', () => {
  it('is heard once, however often it is told', () => {
    const message = says('dispute');
    const { state } = tell(waiting(), message);
    expect(tell(state, message).decision).toEqual({ ignored: 'reply-already-recorded' });
  });

  it('that nobody understands, or that asks for help, brings a person', () => {
    expect(the('HandoffOffered', tell(waiting(), says('unclear')).events)).toMatchObject({ team: 'collections', why: 'unclear-reply' });
    expect(the('HandoffOffered', tell(waiting(), says('help')).events)).toMatchObject({ team: 'collections', why: 'asked-for-help' });
  });

  it('brings one person, not a second', () => {
    const { state } = tell(waiting(), says('help'));
    expect(tell(state, says('unclear')).types).toEqual(['ReplyReceived']);
  });

  it('keeps the machine from writing what it was about to write', () => {
    const { steps } = play({
      facts: facts(),
      from: TUESDAY,
      until: TUESDAY + 30 * DAY_MS,
      inputs: [{ at: TUESDAY + DAY_MS, body: says('unclear') }],
    });
    expect(steps.map(({ type }) => type)).toEqual(['sendSms', 'offerHandoff']);
  });
});

describe('a debtor who promises', () => {
  it('is left in peace until the end of the day named', () => {
    const { events, state } = tell(waiting(), says('promise', friday));
    expect(the('PromiseMade', events)).toMatchObject({ ...friday, currency: 'USD', by: 'debtor' });
    expect([said(the('PromiseMade', events).dueAt), state.stage]).toEqual(['sat 2026-11-28 00:00', 'promised']);
  });

  it.each([
    ['no amount', { dueOn: '2026-11-27' }],
    ['no day', { amountMinor: 100_00 }],
    ['more than is owed', { amountMinor: 500_01, dueOn: '2026-11-27' }],
    ['a day that has passed', { amountMinor: 100_00, dueOn: '2026-11-23' }],
    ['a day far away', { amountMinor: 100_00, dueOn: '2027-02-01' }],
    ['a day that is none', { amountMinor: 100_00, dueOn: '2026-11-3x' }],
  ])('but names %s is for a person to understand', (_what, told) => {
    const { events, state } = tell(waiting(), says('promise', told));
    expect([the('HandoffOffered', events).why, state.promise]).toEqual(['unclear-promise', undefined]);
  });

  it('without saying in which of two currencies is for a person to understand', () => {
    const rows = facts({ accounts: [account('loan'), account('card', 300_00, 'MXN')] });
    expect(tell(waiting(rows), says('promise', friday), { rows }).state.handoff?.why).toBe('unclear-promise');
  });

  it('can not put off by words what was promised before, nor lower it', () => {
    const { state } = tell(waiting(), says('promise', friday));
    for (const worse of [
      { ...friday, dueOn: '2026-11-30' },
      { ...friday, amountMinor: 50_00 },
    ]) {
      const told = tell(state, says('promise', worse));
      expect([told.state.promise, told.state.handoff?.why]).toEqual([state.promise, 'unclear-promise']);
    }
  });

  it('again what was promised changes nothing; more or sooner takes its place', () => {
    const { state } = tell(waiting(), says('promise', friday));
    expect(tell(state, says('promise', friday)).types).toEqual(['ReplyReceived']);
    const more = tell(state, says('promise', { amountMinor: 200_00, dueOn: '2026-11-26' }));
    expect(more.types).toEqual(['ReplyReceived', 'PromiseWithdrawn', 'PromiseMade']);
  });
});

describe('a debtor who says it is paid', () => {
  it('is left in peace for three days, and gains no more by saying it again', () => {
    const { events, state } = tell(waiting(), says('paid'));
    expect(said(the('HoldPlaced', events).until ?? 0)).toBe('fri 2026-11-27 09:00');
    expect(tell(state, says('paid'), { now: TUESDAY + DAY_MS }).types).toEqual(['ReplyReceived']);
  });

  it('and whose money does not come is looked at by a person, not written to', () => {
    const { state } = tell(waiting(), says('paid'));
    const after = tell(state, { type: 'Woke' }, { now: TUESDAY + 3 * DAY_MS });
    expect(after.types).toEqual(['HoldEnded', 'HandoffOffered']);
    expect(after.state.handoff?.why).toBe('payment-not-seen');
  });

  it('and whose money comes in part is left to rest after the three days', () => {
    const held = tell(waiting(), says('paid')).state;
    const rows = facts({ accounts: [account('loan', 400_00)] });
    const paid = tell(held, { type: 'PaymentPosted', entryId: 'e', accountId: 'loan', amountMinor: 100_00 }, { rows }).state;
    const after = tell(paid, { type: 'Woke' }, { rows, now: TUESDAY + 3 * DAY_MS });
    expect([after.types, after.state.wait?.why]).toEqual([['HoldEnded', 'WaitBegan'], 'rest-after-person']);
  });

  it('on the day a promise is due is judged by what came, but met by a person only when the three days are over', () => {
    const promised = tell(waiting(), says('promise', { ...friday, dueOn: '2026-11-24' })).state;
    const held = tell(promised, says('paid'), { now: TUESDAY + HOUR_MS }).state;
    const due = tell(held, { type: 'Woke' }, { now: TUESDAY + DAY_MS });
    expect([due.types, due.state.handoff]).toEqual([['PromiseBroken'], undefined]);
    expect(tell(due.state, { type: 'Woke' }, { now: TUESDAY + 4 * DAY_MS }).state.handoff?.why).toBe('payment-not-seen');
  });

  it('well before a promise is due only waits for the promise', () => {
    const promised = tell(waiting(), says('promise', { ...friday, dueOn: '2026-12-10' })).state;
    const held = tell(promised, says('paid')).state;
    const after = tell(held, { type: 'Woke' }, { now: TUESDAY + 3 * DAY_MS });
    expect([after.types, after.state.stage]).toEqual([['HoldEnded'], 'promised']);
  });
});

describe('a debtor who disputes', () => {
  it('is held without an end and put before those who work on disputes', () => {
    const { types, state } = tell(waiting(), says('dispute'));
    expect(types).toEqual(['ReplyReceived', 'DisputeRaised', 'HoldPlaced', 'HandoffOffered']);
    expect([state.holds[0]?.until, state.handoff?.team]).toEqual([undefined, 'disputes']);
  });

  it('in the middle of a collector’s work goes to disputes when the collector is done, whatever they report', () => {
    const disputed = tell(claimed(), says('dispute')).state;
    const handoffId = disputed.handoff?.id ?? '';
    const done = tell(disputed, { type: 'CompleteHandoff', handoffId, by: 'ann', disposition: 'no-agreement', requestedAt: TUESDAY });
    expect(done.state.stage).toBe('held');
    const later = tell(done.state, { type: 'Woke' }, { now: TUESDAY + 7 * DAY_MS });
    expect(later.state.handoff).toMatchObject({ team: 'disputes', why: 'dispute' });
  });

  it('twice is held once', () => {
    const { state } = tell(waiting(), says('dispute'));
    expect(tell(state, says('dispute')).types).toEqual(['ReplyReceived', 'DisputeRaised']);
  });
});

describe('somebody else who answers', () => {
  it('makes the case turn at once to the next address', () => {
    const { types, steps } = tell(waiting(withCoDebtor), says('wrong-person'), { rows: withCoDebtor });
    expect(types).toEqual(['ReplyReceived', 'WrongPersonReported', 'AttemptPlanned']);
    expect(steps).toMatchObject([{ partyId: 'co-debtor' }]);
  });

  it('is never written to again, not even in the decision that hears of it', () => {
    const evening = TUESDAY + 9 * HOUR_MS; // the next step's hours: only the address stands against it
    const { steps, state } = tell(waiting(), says('wrong-person'), { now: evening });
    expect([steps, state.place?.step]).toEqual([[], 'breathing-space']);
  });

  it('at an address the step was not sent to does not have it sent twice', () => {
    const { types } = tell(waiting(withCoDebtor), says('wrong-person', { contactPointId: 'theirs', partyId: 'co-debtor' }), {
      rows: withCoDebtor,
    });
    expect(types).toEqual(['ReplyReceived', 'WrongPersonReported']);
  });

  it('while the message to them is still under way starts no wait for their answer', () => {
    const told = tell(writing(withCoDebtor), says('wrong-person'), { rows: withCoDebtor }).state;
    const { steps } = tell(told, ends(told), { rows: withCoDebtor });
    expect(steps).toMatchObject([{ partyId: 'co-debtor' }]);
  });

  it('again and again does not begin a pause anew', () => {
    const pausing = tell(waiting(), says('wrong-person'), { now: TUESDAY + 9 * HOUR_MS }).state;
    expect(pausing.wait?.why).toBe('pause');
    expect(tell(pausing, says('wrong-person'), { now: TUESDAY + 2 * DAY_MS }).state.wait).toEqual(pausing.wait);
  });

  it('does not cut short the rest after a person', () => {
    const state = claimed();
    const handoffId = state.handoff?.id ?? '';
    const resting = tell(state, { type: 'CompleteHandoff', handoffId, by: 'ann', disposition: 'no-agreement', requestedAt: 0 }).state;
    expect(resting.wait?.why).toBe('rest-after-person');
    expect(tell(resting, says('wrong-person'), { rows: withCoDebtor }).state.wait).toEqual(resting.wait);
  });
});

describe('an opt-out', () => {
  const stop = { type: 'OptedOut' as const, partyId: 'debtor', channel: 'sms' as const };

  it('ends that person’s lane and leaves the case with the others', () => {
    const { steps } = play({
      facts: withCoDebtor,
      from: TUESDAY,
      until: TUESDAY + 5 * DAY_MS,
      inputs: [
        { at: TUESDAY + HOUR_MS, body: stop },
        { at: TUESDAY + HOUR_MS, body: says('opt-out') },
      ],
    });
    expect(steps.map((step) => step.type === 'sendSms' && step.partyId)).toEqual(['debtor', 'co-debtor']);
  });

  it('brings a person where nobody else is left, and says why', () => {
    const { steps, state } = play({
      facts: facts(),
      from: TUESDAY,
      until: TUESDAY + 20 * DAY_MS,
      inputs: [{ at: TUESDAY + HOUR_MS, body: stop }],
    });
    expect([steps.map(({ type }) => type), state.handoff?.why]).toEqual([['sendSms', 'offerHandoff'], 'no-way-to-reach']);
  });
});
