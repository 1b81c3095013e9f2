import { describe, expect, it } from 'vitest';
import { evaluate } from '../evaluate.ts';
import type { AttemptFacts, Consent, HistoryEvent } from '../facts.ts';
import { MORNING, consent, gateOf, given, rule, sent } from '../fixtures/given.ts';
import type { RequiresConsentParams } from './requires-consent.ts';

const OPT_IN: RequiresConsentParams = { type: 'requires_consent', consent: 'opt_in', scope: 'person', unless_reply: true };
const ASKING: RequiresConsentParams = { ...OPT_IN, unless_purpose: { purpose: 'seek_consent', max: 1, window_days: 7 } };
const verdict = (consents: Consent[], params = OPT_IN, attempt: Partial<AttemptFacts> = {}, history: HistoryEvent[] = []) =>
  evaluate(given(attempt, { consents, history }), gateOf([rule(params)]), MORNING);
const decision = (...args: Parameters<typeof verdict>) => verdict(...args).decision;

describe('a rule that asks for consent', () => {
  it('is met by a live consent of its type, given by this person', () => {
    expect(decision([consent('opt_in')])).toBe('allow');
    expect(decision([])).toBe('deny');
    expect(decision([consent('another')])).toBe('deny');
    expect(decision([consent('opt_in', { personId: 'P2' })])).toBe('deny');
  });

  it('is not met by one withdrawn or run out, from that very moment', () => {
    expect(decision([consent('opt_in', { revokedAt: MORNING })])).toBe('deny');
    expect(decision([consent('opt_in', { revokedAt: MORNING + 1 })])).toBe('allow');
    expect(decision([consent('opt_in', { until: MORNING })])).toBe('deny');
  });

  it('is met only for the debts and creditors the consent names', () => {
    expect(decision([consent('opt_in', { debt: 'D1' })])).toBe('allow');
    expect(decision([consent('opt_in', { debt: 'D1' })], OPT_IN, { debts: ['D1', 'D2'] })).toBe('deny');
    expect(decision([consent('opt_in', { creditor: 'C2' })])).toBe('deny');
  });

  it('may be about one address', () => {
    const scoped = { ...OPT_IN, scope: 'address' } as const;
    expect(decision([consent('opt_in', { address: 'A1' })], scoped)).toBe('allow');
    expect(decision([consent('opt_in', { address: 'A2' })], scoped)).toBe('deny');
    expect(decision([consent('opt_in')], scoped)).toBe('deny');
  });

  it('lets a message of the person be answered, where it says so', () => {
    const answering: Partial<AttemptFacts> = { inReplyTo: { at: MORNING - 1000, channel: 'sms' } };
    expect(decision([], OPT_IN, answering)).toBe('allow');
    expect(decision([], { ...OPT_IN, unless_reply: false }, answering)).toBe('deny');
    expect(decision([], OPT_IN, { inReplyTo: { at: MORNING - 1000, channel: 'email' } })).toBe('deny');
  });

  it('lets consent be asked for, so often in so many days', () => {
    const asked = [sent('2026-11-20T10:00:00-05:00', { flags: ['seek_consent'] })];
    expect(decision([], ASKING, { purpose: 'seek_consent' })).toBe('allow');
    expect(decision([], ASKING, { purpose: 'collect' })).toBe('deny');
    const again = verdict([], ASKING, { purpose: 'seek_consent' }, asked);
    expect(again.nextAllowedAt).toBe(Date.parse('2026-11-27T00:00:00-05:00'));
  });
});
