import { describe, expect, it } from 'vitest';
import { evaluate } from '../evaluate.ts';
import type { AttemptFacts, GateFacts } from '../facts.ts';
import { MORNING, consent, gateOf, given, rule, sent, without } from '../fixtures/given.ts';
import type { Applies } from '../pack.ts';
import type { CountParams } from './count.ts';

const CAP: CountParams = {
  type: 'count',
  limit: 2,
  window: { unit: 'local_days', length: 7 },
  per: ['person'],
  count_outcomes: 'any',
  exclude_outcomes: ['failed'],
  exclude_when: [],
};
const verdict = (
  history: GateFacts['history'],
  params: Partial<CountParams> = {},
  attempt: Partial<AttemptFacts> = {},
  applies: Applies = {},
) => evaluate(given(attempt, { history }), gateOf([rule({ ...CAP, ...params }, { applies })]), MORNING);
const decision = (...args: Parameters<typeof verdict>) => verdict(...args).decision;
const today = '2026-11-24T09:00:00-05:00';
const yesterday = '2026-11-23T09:00:00-05:00';

describe('a cap on contacts', () => {
  it('is reached by as many as the limit, and frees on the day the oldest leaves the window', () => {
    expect(decision([sent('2026-11-20T09:00:00-05:00')])).toBe('allow');
    const full = verdict([sent('2026-11-20T09:00:00-05:00'), sent(yesterday)]);
    expect(full.decision).toBe('delay');
    expect(full.nextAllowedAt).toBe(Date.parse('2026-11-27T00:00:00-05:00'));
  });

  it('counts calendar days of the primary zone, not hours', () => {
    const lastMinuteOfSeventeenth = '2026-11-17T23:59:00-05:00';
    const firstMinuteOfEighteenth = '2026-11-18T00:00:00-05:00';
    expect(decision([sent(today), sent(lastMinuteOfSeventeenth)])).toBe('allow');
    expect(decision([sent(today), sent(firstMinuteOfEighteenth)])).toBe('delay');
  });

  it('counts one in flight as what it may still become, and frees one that never left', () => {
    expect(decision([sent(today), sent(today, { outcome: 'pending' })])).toBe('delay');
    expect(decision([sent(today), sent(today, { outcome: 'failed' })])).toBe('allow');
    const talks = { count_outcomes: ['conversation'] };
    const calls = [sent(today, { channel: 'voice', outcome: 'pending' }), sent(today, { channel: 'voice', outcome: 'conversation' })];
    expect(decision(calls, talks)).toBe('delay');
    expect(decision([sent(today, { outcome: 'pending' }), sent(today, { outcome: 'pending' })], talks)).toBe('allow'); // a text is no talk
  });

  it('leaves out what the rule itself leaves out once it is known', () => {
    const busy = { exclude_outcomes: ['busy', 'failed'] };
    expect(decision([sent(today), sent(today, { channel: 'voice', outcome: 'busy' })], busy)).toBe('allow');
    expect(decision([sent(today), sent(today, { channel: 'voice', outcome: 'pending' })], busy)).toBe('delay');
    expect(decision([sent(today), sent(today, { flags: ['wrong_number'] })], { exclude_when: ['wrong_number'] })).toBe('allow');
    expect(decision([sent(today), sent(today, { flags: ['reply'] })], { exclude_when: ['reply'] })).toBe('allow');
  });

  it('does not count what came in, another person, or what its own filters leave out', () => {
    expect(decision([sent(today), sent(today, { direction: 'in', outcome: 'received' })])).toBe('allow');
    expect(decision([sent(today), sent(today, { personId: 'P2' })])).toBe('allow');
    expect(decision([sent(today), sent(today, { channel: 'email' })], {}, {}, { channels: ['sms'] })).toBe('allow');
  });

  it('counts an earlier call whose line is not known', () => {
    expect(decision([sent(today), without(sent(today), 'line')], {}, {}, { lines: ['mobile'] })).toBe('delay');
  });

  it('tests each attempted debt by itself, and takes debts that belong together as one', () => {
    const perDebt = { per: ['person', 'particular_debt'] } as const;
    const history = [sent(today, { debts: ['D2'] }), sent(yesterday, { debts: ['D2'] })];
    expect(decision(history, perDebt, { debts: ['D1'] })).toBe('allow');
    expect(decision(history, perDebt, { debts: ['D1', 'D2'] })).toBe('delay');
    const one = { creditor: 'C1', particularDebt: 'LOAN' };
    const facts = given({}, { history, debts: { D1: one, D2: one } });
    expect(evaluate(facts, gateOf([rule({ ...CAP, ...perDebt })]), MORNING).decision).toBe('delay');
  });

  it('counts by creditor over all its debts', () => {
    const perCreditor = { per: ['person', 'creditor'] } as const;
    const history = [sent(today, { debts: ['D2'] }), sent(yesterday, { debts: ['D2'] })];
    expect(decision(history, perCreditor, { debts: ['D1'] })).toBe('delay');
    expect(decision(history, perCreditor, { debts: ['D3'] })).toBe('allow');
  });

  it('counts a group of people around one debtor together', () => {
    const group = { per: ['person_group'], person_group: ['debtor', 'spouse'] } as const;
    const history = [sent(today), sent(today, { to: 'spouse', personId: 'P2' })];
    expect(decision(history, group)).toBe('delay');
    expect(decision([sent(today), sent(today, { to: 'neighbor:1', personId: 'P3' })], group)).toBe('allow');
  });

  it('counts by address, and cannot without one', () => {
    const perAddress = { per: ['address'] } as const;
    expect(decision([sent(today), sent(today, { address: 'A2' })], perAddress)).toBe('allow');
    expect(decision([sent(today), sent(today, { personId: 'P2' })], perAddress)).toBe('delay');
    const attempt = without(given().attempt, 'address');
    expect(evaluate({ ...given(), attempt }, gateOf([rule({ ...CAP, ...perAddress })]), MORNING).missing).toEqual(['address']);
  });

  it('binds one queue or creditor of a tenant only, when it says so', () => {
    const history = [sent(today, { queue: 'early' }), sent(yesterday, { queue: 'early' })];
    expect(decision(history, {}, { queue: 'early' }, { queues: ['early'] })).toBe('delay');
    expect(decision(history, {}, { queue: 'late' }, { queues: ['early'] })).toBe('allow');
    expect(decision(history, {}, { debts: ['D3'] }, { creditors: ['C1'] })).toBe('allow');
  });

  it('that never forgets never frees', () => {
    const forever = { limit: 1, window: { unit: 'forever' } } as const;
    expect(decision([sent('2020-01-01T10:00:00Z')], forever)).toBe('deny');
    expect(
      decision([sent('2020-01-01T10:00:00Z', { flags: ['third_party_requested'] })], {
        ...forever,
        lifted_if_flags: ['third_party_requested'],
      }),
    ).toBe('allow');
  });

  it('does not bind a single answer to the debtor, where answers are free', () => {
    const asked = { inReplyTo: { at: MORNING - 60_000, channel: 'sms' } } as const;
    const free = { current_excluded_if: ['reply'] } as const;
    expect(decision([sent(today), sent(yesterday)], free, asked)).toBe('allow');
    expect(decision([sent(today), sent(MORNING - 30_000)], free, asked)).toBe('delay');
  });

  it('leaves out calls made, and to be made, under prior consent about the debt', () => {
    const consented = {
      per: ['person', 'particular_debt'],
      exclude_when: ['prior_consent'],
      current_excluded_if: ['prior_consent'],
    } as const;
    const calls = [yesterday, today].map((at) => sent(at, { channel: 'voice', outcome: 'no_answer' }));
    const judged = (givenAt: string) =>
      evaluate(
        given(
          { channel: 'voice', voice: 'human' },
          { history: calls, consents: [consent('extra_calls', { debt: 'D1', givenAt: Date.parse(givenAt) })] },
        ),
        gateOf([rule({ ...CAP, ...consented, limit: 1 })]),
        MORNING,
      ).decision;
    expect(judged('2026-11-22T10:00:00-05:00')).toBe('allow');
    expect(judged('2026-11-17T10:00:00-05:00')).toBe('delay'); // day eight is today, the calls of days seven and eight: one counts
  });

  it('tells which events it counted, with their outcomes as then known', () => {
    const history = [sent(today, { id: 'a' }), sent(yesterday, { id: 'b', outcome: 'pending' })];
    expect(verdict(history).spoke).toMatchObject([{ rule: 'RULE-1', says: 'deny', reason: 'limit-reached', params: CAP }]);
    expect(verdict(history).spoke[0]?.counted).toEqual([
      { id: 'a', outcome: 'delivered' },
      { id: 'b', outcome: 'pending' },
    ]);
  });
});
