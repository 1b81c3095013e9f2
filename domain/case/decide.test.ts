import { describe, expect, it } from 'vitest';
import { NEW_CASE } from '#domain/case/case.ts';
import { decide, UnknownInput } from '#domain/case/decide.ts';
import { nextWake } from '#domain/case/next-wake.ts';
import { claimed, ends, placed, says, waiting, writing } from '#domain/case/testing/begun.ts';
import { account, facts, tell, TUESDAY } from '#domain/case/testing/given.ts';
import type { CaseInput } from '#domain/case/vocabulary.ts';
import { DAY_MS, HOUR_MS } from '#domain/time/local.ts';

describe('a new case', () => {
  it('opens with its accounts and writes at once when the hour suits', () => {
    expect(placed().types).toEqual(['CaseOpened', 'AccountJoined', 'PlaceEntered', 'AttemptPlanned']);
    expect(placed().steps).toEqual([
      {
        id: 'case:1:0:0',
        type: 'sendSms',
        partyId: 'debtor',
        contactPointId: 'mobile',
        template: 'payment-reminder',
        place: 'morning-sms',
        because: 'morning-sms · SMS · round 1',
      },
    ]);
  });

  it('is placed once', () => {
    expect(tell(writing(), { type: 'CasePlaced' }).decision).toEqual({ ignored: 'nothing-to-record' });
  });

  it('opens with whatever it hears of first, for inputs may overtake the placement', () => {
    const paidFirst = tell(NEW_CASE, { type: 'BalanceCorrected', entryId: 'e', accountId: 'loan' });
    expect(paidFirst.types.slice(0, 2)).toEqual(['CaseOpened', 'AccountJoined']);
    expect(tell(NEW_CASE, { type: 'AccountAdded', accountId: 'loan' }).state.accounts).toHaveLength(1);
  });

  it('writes to nobody while there is no account', () => {
    const { state, steps } = placed(facts({ accounts: [] }));
    expect([state.stage, steps]).toEqual(['new', []]);
    expect(nextWake(state, [], TUESDAY)).toBe(TUESDAY + DAY_MS);
  });

  it('refuses requests it has nothing for', () => {
    expect(tell(NEW_CASE, { type: 'SkipStep', by: 'ann', requestedAt: TUESDAY }).decision).toEqual({ refused: 'nothing-to-skip' });
  });
});

describe('a moment that comes', () => {
  it('changes nothing when nothing is due', () => {
    expect(tell(waiting(), { type: 'Woke' }).decision).toEqual({ events: [], steps: [] });
  });

  it('is not changed by a turn of the clock: only the wake moves', () => {
    const state = waiting();
    const rows = facts({ anchors: [{ real: TUESDAY, tenant: TUESDAY, rate: 1440 }] });
    const told = tell(state, { type: 'ClockChanged' }, { rows });
    expect(told.decision).toEqual({ events: [], steps: [] });
    expect(nextWake(state, [], TUESDAY)).toBe(TUESDAY + DAY_MS);
    expect(nextWake(told.state, rows.anchors, TUESDAY)).toBe(TUESDAY + 140_000); // two days and eight hours, at a day a minute
  });

  it('is dealt with by whichever input comes first after it', () => {
    const late = tell(
      waiting(),
      { type: 'BalanceCorrected', entryId: 'e', accountId: 'loan' },
      { now: TUESDAY + 2 * DAY_MS + 9 * HOUR_MS },
    );
    expect(late.types).toEqual(['PlaceEntered', 'AttemptPlanned']);
  });
});

describe('a playbook', () => {
  const message = { kind: 'message' as const, channel: 'sms' as const, template: 't', replyWithin: { days: 1 } };
  const circle = {
    ...facts().playbook,
    start: 'a',
    steps: {
      a: { ...message, hours: ['09:00', '10:00'] as [string, string], otherwise: 'b' },
      b: { ...message, hours: ['09:00', '10:00'] as [string, string], otherwise: 'a' },
    },
  };
  it('that leads in a circle past people nobody can write to brings a person', () => {
    const { state } = placed(facts({ playbook: circle, people: [] }));
    expect(state.handoff?.why).toBe('no-way-to-reach');
  });

  it('without the step a case stands at is an error, not a guess', () => {
    const rows = facts({ playbook: { ...circle, steps: {} } });
    expect(() => placed(rows)).toThrow(RangeError);
  });
});

it('asks for a newer release when an input is unknown to this one', () => {
  const input = { id: 'i', body: { type: 'Tickled' } as unknown as CaseInput, at: 0, realAt: 0 };
  expect(() => decide(NEW_CASE, input, facts())).toThrow(UnknownInput);
});

it('takes down, but does not act on, what reaches a closed case', () => {
  const closed = tell(waiting(), { type: 'AccountRecalled', accountId: 'loan' }).state;
  const told = (body: CaseInput) => tell(closed, body, { rows: facts({ accounts: [{ ...account('loan'), status: 'recalled' }] }) });
  expect(told(says('dispute')).types).toEqual(['ReplyReceived', 'DisputeRaised']);
  expect(told(says('wrong-person')).types).toEqual(['ReplyReceived', 'WrongPersonReported']);
  expect(told(says('paid')).types).toEqual(['ReplyReceived']);
  expect(told({ type: 'OptedOut', partyId: 'debtor', channel: 'sms' }).types).toEqual(['ContactOptedOut']);
  expect(told({ type: 'Woke' }).decision).toEqual({ events: [], steps: [] });
  const asked = { by: 'ann', requestedAt: TUESDAY };
  expect(told({ type: 'SkipStep', ...asked }).decision).toEqual({ refused: 'case-closed' });
  expect(told({ type: 'PlaceHold', holdId: 'h', kind: 'manual', ...asked }).decision).toEqual({ refused: 'case-closed' });
  const promise = { amountMinor: 1, currency: 'USD', dueOn: '2026-11-25' };
  expect(told({ type: 'RecordPromise', ...promise, ...asked }).decision).toEqual({ refused: 'case-closed' });
  expect(told({ type: 'CompleteHandoff', handoffId: 'x', disposition: 'no-agreement', ...asked }).decision).toEqual({
    refused: 'case-closed',
  });
});

it('never has two contacts under way', () => {
  for (const state of [writing(), claimed(writing())])
    expect(tell(state, { type: 'Woke' }, { now: TUESDAY + DAY_MS }).state.attempts.length).toBe(1);
  expect(tell(writing(), ends(writing(), 'failed')).state.attempts).toEqual([]);
});
