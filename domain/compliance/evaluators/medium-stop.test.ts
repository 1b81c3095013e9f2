import { describe, expect, it } from 'vitest';
import { evaluate } from '../evaluate.ts';
import { type AttemptFacts, CLEAR_STATE, type HistoryEvent, type Stop } from '../facts.ts';
import { MORNING, gateOf, given, rule, sent, without } from '../fixtures/given.ts';

const STOP = { type: 'medium_stop', reply_once: true, exempt_purposes: ['opt_out_confirmation', 'legally_required_notice'] };
const HOUR = 3_600_000;
const decision = (stop: Partial<Stop>, attempt: Partial<AttemptFacts> = {}, history: HistoryEvent[] = [], params = STOP) => {
  const stops: Stop[] = [{ channel: 'sms', at: MORNING - HOUR, ...stop }];
  return evaluate(given(attempt, { history, state: { ...CLEAR_STATE, stops } }), gateOf([rule(params)]), MORNING).decision;
};

describe('an opt-out', () => {
  it('ends its channel and leaves the others, from its very moment', () => {
    expect(decision({})).toBe('deny');
    expect(decision({ at: MORNING })).toBe('deny');
    expect(decision({ at: MORNING + 1 })).toBe('allow');
    expect(decision({}, { channel: 'email' })).toBe('allow');
    expect(decision({ channel: '*' }, { channel: 'email' })).toBe('deny');
  });

  it('that names an address covers that address, and any that is not known', () => {
    expect(decision({ address: 'A1' })).toBe('deny');
    expect(decision({ address: 'A2' })).toBe('allow');
    const attempt = without(given().attempt, 'address');
    const stops: Stop[] = [{ channel: 'sms', address: 'A2', at: 0 }];
    expect(evaluate({ ...given({}, { state: { ...CLEAR_STATE, stops } }), attempt }, gateOf([rule(STOP)]), MORNING).decision).toBe('deny');
  });

  it('is over once a new consent has lifted it', () => expect(decision({ liftedAt: MORNING - 1 })).toBe('allow'));

  it('may be confirmed once', () => {
    const confirming = { purpose: 'opt_out_confirmation' };
    const confirmed = (outcome: HistoryEvent['outcome']) => [sent(MORNING - 60_000, { flags: ['opt_out_confirmation'], outcome })];
    expect(decision({}, confirming)).toBe('allow');
    expect(decision({}, confirming, confirmed('pending'))).toBe('deny');
    expect(decision({}, confirming, confirmed('failed'))).toBe('allow');
  });

  it('leaves room for notices the law requires', () => expect(decision({}, { purpose: 'legally_required_notice' })).toBe('allow'));

  it('lets one message be answered that was written after it; the words that stop are no invitation', () => {
    const answering = (at: number): Partial<AttemptFacts> => ({ inReplyTo: { at, channel: 'sms' } });
    expect(decision({}, answering(MORNING - 1000))).toBe('allow');
    expect(decision({}, answering(MORNING - HOUR))).toBe('deny');
    expect(decision({}, answering(MORNING - 1000), [sent(MORNING - 500)])).toBe('deny');
    expect(decision({}, answering(MORNING - 1000), [], { ...STOP, reply_once: false })).toBe('deny');
  });
});
