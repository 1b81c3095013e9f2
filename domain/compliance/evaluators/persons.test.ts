import { describe, expect, it } from 'vitest';
import { evaluate } from '../evaluate.ts';
import { type AttemptFacts, CLEAR_STATE, type GateFacts, type HistoryEvent } from '../facts.ts';
import { MORNING, consent, gateOf, given, rule, sent } from '../fixtures/given.ts';

const neighbour: Partial<AttemptFacts> = { to: 'neighbor:1', personId: 'P2', channel: 'voice', voice: 'human' };

describe('the persons who may be contacted', () => {
  const ROLES = {
    type: 'allowed_roles',
    allow: ['debtor', 'guarantor'],
    others_purpose: 'location',
    others_consent: 'third_party_contact',
  };
  const decision = (attempt: Partial<AttemptFacts>, facts: Partial<GateFacts> = {}, params: object = {}) =>
    evaluate(given(attempt, facts), gateOf([rule({ ...ROLES, ...params })]), MORNING).decision;

  it('are those listed, and others to find the debtor', () => {
    expect(decision({})).toBe('allow');
    expect(decision({ to: 'guarantor', personId: 'P2' })).toBe('allow');
    expect(decision(neighbour)).toBe('deny');
    expect(decision({ ...neighbour, purpose: 'location' })).toBe('allow');
    expect(decision({ ...neighbour, purpose: 'location' }, {}, { others_purpose: null })).toBe('deny');
  });

  it('are those the debtor agreed to; their own word does not help', () => {
    expect(decision(neighbour, { consents: [consent('third_party_contact')] })).toBe('allow');
    expect(decision(neighbour, { consents: [consent('third_party_contact', { role: 'employer' })] })).toBe('deny');
    expect(decision(neighbour, { consents: [consent('third_party_contact', { personId: 'P2' })] })).toBe('deny');
    expect(decision(neighbour, { consents: [consent('third_party_contact')] }, { others_consent: null })).toBe('deny');
  });
});

describe('contact persons of a debtor who cannot be reached', () => {
  const UNREACHABLE = { type: 'unreachable_only', allow: ['debtor'], others_purpose: 'location', min_consecutive_failed: 2 };
  const calls = (...outcomes: HistoryEvent['outcome'][]) =>
    outcomes.map((outcome, day) => sent(MORNING - (9 - day) * 86_400_000, { channel: 'voice', outcome }));
  const decision = (history: HistoryEvent[], state: Partial<GateFacts['state']> = {}, attempt: Partial<AttemptFacts> = {}) =>
    evaluate(
      given({ ...neighbour, purpose: 'location', ...attempt }, { history, state: { ...CLEAR_STATE, ...state } }),
      gateOf([rule(UNREACHABLE)]),
      MORNING,
    ).decision;

  it('may be asked where the debtor is once the last calls all failed', () => {
    expect(decision(calls('conversation', 'no_answer', 'busy'))).toBe('allow');
    expect(decision(calls('no_answer'))).toBe('deny');
    expect(decision(calls('no_answer', 'no_answer', 'conversation'))).toBe('deny');
    expect(decision(calls('no_answer', 'pending'))).toBe('deny');
    expect(decision(calls('no_answer', 'busy'), {}, { purpose: 'collect' })).toBe('deny');
  });

  it('may be asked at once when the number is known to be dead, and never after a refusal', () => {
    expect(decision([], { numberInvalid: true })).toBe('allow');
    expect(decision([], { numberInvalid: true, contactRefused: true })).toBe('deny');
  });
});
