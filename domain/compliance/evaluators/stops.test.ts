import { describe, expect, it } from 'vitest';
import { evaluate } from '../evaluate.ts';
import { type AttemptFacts, CLEAR_STATE, type ContactState, type GateFacts } from '../facts.ts';
import { MORNING, consent, gateOf, given, rule, sent } from '../fixtures/given.ts';
import type { RuleParams } from '../pack.ts';

const HOUR = 3_600_000;
const verdict = (params: RuleParams, state: Partial<ContactState>, attempt: Partial<AttemptFacts> = {}, facts: Partial<GateFacts> = {}) =>
  evaluate(given(attempt, { ...facts, state: { ...CLEAR_STATE, ...state } }), gateOf([rule(params)]), MORNING);
const decision = (...args: Parameters<typeof verdict>) => verdict(...args).decision;
const answering: Partial<AttemptFacts> = { inReplyTo: { at: MORNING - 1000, channel: 'sms' } };

describe('a request to cease', () => {
  const CEASE = { type: 'cease_communication', exempt_purposes: ['notice_will_invoke_remedy'] };

  it('ends contact about its debt, or all, once received', () => {
    expect(decision(CEASE, { cease: [{ debt: 'D1', receivedAt: MORNING }] })).toBe('deny');
    expect(decision(CEASE, { cease: [{ debt: 'D1', receivedAt: MORNING + 1 }] })).toBe('allow');
    expect(decision(CEASE, { cease: [{ debt: 'D2', receivedAt: 0 }] })).toBe('allow');
    expect(decision(CEASE, { cease: [{ debt: '*', receivedAt: 0 }] })).toBe('deny');
    expect(decision(CEASE, { cease: [{ debt: 'D2', receivedAt: 0 }] }, { debts: ['D1', 'D2'] })).toBe('deny');
  });

  it('leaves room for the notices the law names', () => {
    expect(decision(CEASE, { cease: [{ debt: '*', receivedAt: 0 }] }, { purpose: 'notice_will_invoke_remedy' })).toBe('allow');
  });
});

describe("a debtor's lawyer", () => {
  const LAWYER = { type: 'attorney_represented', lifted_if: ['attorney_unresponsive'], reply_once: true };
  const known = { debt: 'D1', identifiable: true };

  it('is contacted instead, as long as there is one who can be found and answers', () => {
    expect(decision(LAWYER, { attorney: [known] })).toBe('deny');
    expect(decision(LAWYER, { attorney: [{ ...known, identifiable: false }] })).toBe('allow');
    expect(decision(LAWYER, { attorney: [{ ...known, unresponsive: true }] })).toBe('allow');
    expect(decision(LAWYER, { attorney: [{ ...known, consents: true }] })).toBe('deny');
    expect(decision(LAWYER, { attorney: [{ ...known, debt: 'D2' }] })).toBe('allow');
  });

  it('does not stand in the way of one answer to the debtor', () =>
    expect(decision(LAWYER, { attorney: [known] }, answering)).toBe('allow'));
});

describe('a dispute in time', () => {
  const DISPUTE = { type: 'dispute_pending', stops_purposes: ['collect'] };
  const raised = { debt: 'D1', receivedAt: MORNING - HOUR, inValidationPeriod: true };

  it('stops collecting, and nothing else, until verification is sent', () => {
    expect(decision(DISPUTE, { disputes: [raised] })).toBe('deny');
    expect(decision(DISPUTE, { disputes: [raised] }, { purpose: 'verification' })).toBe('allow');
    expect(decision(DISPUTE, { disputes: [{ ...raised, verificationSentAt: MORNING }] })).toBe('allow');
    expect(decision(DISPUTE, { disputes: [{ ...raised, inValidationPeriod: false }] })).toBe('allow');
  });
});

describe('what the debtor called inconvenient', () => {
  const DESIGNATED = { type: 'debtor_designated', reply_once: true, consent_override: 'time_exception', consent_direct_only: true };
  const next = (...args: Parameters<typeof verdict>) => {
    const { decision: said, nextAllowedAt } = verdict(...args);
    return nextAllowedAt === undefined ? said : new Date(nextAllowedAt).toISOString();
  };

  it('is kept by day, by hour, by place, and to its last day', () => {
    expect(next(DESIGNATED, { inconvenient: [{ days: ['tue'] }] })).toBe('2026-11-25T05:00:00.000Z');
    expect(next(DESIGNATED, { inconvenient: [{ days: ['wed'] }] })).toBe('allow');
    expect(next(DESIGNATED, { inconvenient: [{ from: '09:00', to: '12:00' }] })).toBe('2026-11-24T17:00:00.000Z');
    expect(next(DESIGNATED, { inconvenient: [{ from: '22:00', to: '11:00' }] })).toBe('2026-11-24T16:00:00.000Z');
    expect(next(DESIGNATED, { inconvenient: [{ place: 'work' }] }, { place: 'work' })).toBe('deny');
    expect(next(DESIGNATED, { inconvenient: [{ place: 'work' }] }, { place: 'home' })).toBe('allow');
    expect(next(DESIGNATED, { inconvenient: [{ until: '2026-11-25' }] })).toBe('2026-11-26T05:00:00.000Z');
    expect(next(DESIGNATED, { inconvenient: [{ until: '2026-11-23' }] })).toBe('allow');
  });

  it('is kept in every zone the debtor may be in', () => {
    const zones = ['America/New_York', 'America/Los_Angeles'].map((tz) => ({ tz, source: 'address' }));
    expect(next(DESIGNATED, { inconvenient: [{ from: '06:00', to: '08:00' }] }, {}, { zones })).toBe('2026-11-24T16:00:00.000Z');
  });

  it('gives way to one answer, and to hours agreed with the collector', () => {
    expect(next(DESIGNATED, { inconvenient: [{ days: ['tue'] }] }, answering)).toBe('allow');
    expect(next(DESIGNATED, { inconvenient: [{ days: ['tue'] }] }, {}, { consents: [consent('time_exception')] })).toBe('allow');
    const creditor = [consent('time_exception', { givenTo: 'creditor' })];
    expect(next(DESIGNATED, { inconvenient: [{ days: ['tue'] }] }, {}, { consents: creditor })).not.toBe('allow');
  });
});

describe('a place', () => {
  const WORK = { type: 'place_prohibited', place: 'work', when_state: 'employer_prohibits', consent_override: 'place_exception' };

  it('is closed where the employer forbids it, unless the debtor agreed', () => {
    expect(decision(WORK, { employerProhibits: true }, { place: 'work' })).toBe('deny');
    expect(decision(WORK, {}, { place: 'work' })).toBe('allow');
    expect(decision(WORK, { employerProhibits: true })).toBe('allow');
    expect(decision(WORK, { employerProhibits: true }, { place: 'work' }, { consents: [consent('place_exception')] })).toBe('allow');
  });

  it('may be closed always', () => expect(decision({ ...WORK, when_state: null } as RuleParams, {}, { place: 'work' })).toBe('deny'));
});

describe('a rest after a conversation', () => {
  const REST = {
    type: 'cooldown',
    event: { channels: ['voice'], outcomes: ['conversation'], directions: ['in', 'out'] },
    length_days: 7,
    event_day_is_day_one: true,
    per: ['person', 'particular_debt'],
    current_excluded_if: ['prior_consent'],
  };
  const talk = sent('2026-11-20T17:00:00-05:00', { channel: 'voice', outcome: 'conversation' });
  const rested = (event: Partial<typeof talk> = {}, facts: Partial<GateFacts> = {}) =>
    verdict(REST, {}, { channel: 'voice', voice: 'human' }, { history: [{ ...talk, ...event }], ...facts });

  it('lasts its days, the day of the talk being the first, whoever rang', () => {
    expect(rested().nextAllowedAt).toBe(Date.parse('2026-11-27T00:00:00-05:00'));
    expect(rested({ direction: 'in' }).decision).toBe('delay');
    expect(rested({ at: Date.parse('2026-11-17T23:59:00-05:00') }).decision).toBe('allow');
  });

  it('begins with a call in flight, which may become a talk, and not with an unanswered one or another debt', () => {
    expect(rested({ outcome: 'pending' }).decision).toBe('delay');
    expect(rested({ outcome: 'no_answer' }).decision).toBe('allow');
    expect(rested({ debts: ['D2'] }).decision).toBe('allow');
  });

  it('gives way to prior consent', () => {
    expect(rested({}, { consents: [consent('extra_calls', { debt: 'D1', givenAt: talk.at })] }).decision).toBe('allow');
  });
});
