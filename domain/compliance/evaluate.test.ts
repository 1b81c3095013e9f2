import { describe, expect, it } from 'vitest';
import { compile } from './compile.ts';
import { evaluate } from './evaluate.ts';
import { MORNING, consent, gateOf, given, pack, rule, sent, without } from './fixtures/given.ts';
import type { Rule, Signature } from './pack.ts';
import { GATE_VERSION, POLICIES } from './policies.ts';

const FORBIDDEN = { type: 'forbidden' };
const forbid = (id: string, over: Partial<Rule> = {}) => rule(FORBIDDEN, { id, ...over });
const denying = (rules: readonly Rule[], facts = given(), at = MORNING, signatures: Signature[] = []) =>
  evaluate(facts, gateOf(rules, signatures), at).denying;

describe('a verdict', () => {
  it('names reasons by precedence, then by id in ASCII order', () => {
    expect(denying([forbid('B', { precedence: 9 }), forbid('a', { precedence: 9 }), forbid('Z', { precedence: 1 })])).toEqual([
      'Z',
      'B',
      'a',
    ]);
  });

  it('allows where no rule denies, and still says who spoke', () => {
    const verdict = evaluate(given({ approvals: ['x'] }), gateOf([rule({ type: 'forbidden', unless_approval: 'x' })]), MORNING);
    expect(verdict).toMatchObject({ decision: 'allow', spoke: [{ rule: 'RULE-1', says: 'pass' }], denying: [], warnings: [] });
  });

  it('names the packs it was made from, with their dates', () => {
    expect(evaluate(given(), gateOf([]), MORNING).packs).toEqual({ US: '2026-11-22', TENANT: '2026-11-22' });
    expect(GATE_VERSION.packs).toContain('US-NY-NYC@2026-11-22');
  });

  it('waits for the last of the rules that deny', () => {
    const cap = {
      type: 'count',
      limit: 1,
      window: { unit: 'local_days', length: 3 },
      per: ['person'],
      count_outcomes: 'any',
      exclude_when: [],
    };
    const opens = { fri: [['15:30', '16:00']] };
    const hours = {
      type: 'weekly_window',
      tz_policy: 'all',
      windows: { mon: [], tue: [], wed: [], thu: [], sat: [], sun: [], ...opens },
      holiday_windows: null,
    };
    const verdict = evaluate(
      given({}, { history: [sent(MORNING)] }),
      gateOf([rule(cap, { id: 'CAP' }), rule(hours, { id: 'HOURS' })]),
      MORNING,
    );
    expect(verdict).toMatchObject({ decision: 'delay', denying: ['CAP', 'HOURS'], nextAllowedAt: Date.parse('2026-11-27T15:30:00-05:00') });
  });

  it('knows no next moment while one of the rules will never pass', () => {
    const hours = {
      type: 'weekly_window',
      tz_policy: 'all',
      windows: { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] },
      holiday_windows: null,
    };
    expect(evaluate(given(), gateOf([rule(hours)]), MORNING)).toMatchObject({ decision: 'deny' });
    expect(evaluate(given(), gateOf([forbid('X')]), MORNING).nextAllowedAt).toBeUndefined();
  });
});

describe('a rule', () => {
  it('that only warns is shown and denies nothing; one that only informs is silent', () => {
    const verdict = evaluate(given(), gateOf([forbid('W', { enforce: 'warn' }), forbid('I', { enforce: 'info' })]), MORNING);
    expect(verdict).toMatchObject({ decision: 'allow', warnings: ['W'], denying: [] });
    expect(verdict.spoke).toHaveLength(1);
  });

  it('ships off while unverified, a house default or a draft', () => {
    expect(denying([forbid('A', { verified: false }), forbid('B', { status: 'house_default' }), forbid('C', { status: 'draft' })])).toEqual(
      [],
    );
  });

  it('that is unverified or a house default binds from its signature on; a draft never', () => {
    const rules = [
      forbid('A', { verified: false }),
      forbid('B', { status: 'house_default', verified: false }),
      forbid('C', { status: 'draft' }),
    ];
    const signatures = rules.map(({ id }) => ({ ruleId: id, signedBy: 'U1', at: MORNING }));
    expect(denying(rules, given(), MORNING, signatures)).toEqual(['A', 'B']);
    expect(denying(rules, given(), MORNING - 1, signatures)).toEqual([]);
  });

  it('holds from and to its dates, both inclusive, in the primary zone', () => {
    const dated = [forbid('X', { effective_from: '2026-11-24', effective_to: '2026-11-25' })];
    const on = (at: string) => denying(dated, given(), Date.parse(at));
    expect(on('2026-11-23T23:59:59-05:00')).toEqual([]);
    expect(on('2026-11-24T00:00:00-05:00')).toEqual(['X']);
    expect(on('2026-11-25T23:59:59-05:00')).toEqual(['X']);
    expect(on('2026-11-26T00:00:00-05:00')).toEqual([]);
  });

  it('that ends is waited out', () => {
    const verdict = evaluate(given(), gateOf([forbid('X', { effective_to: '2026-11-24' })]), MORNING);
    expect(verdict).toMatchObject({ decision: 'delay', nextAllowedAt: Date.parse('2026-11-25T00:00:00-05:00') });
  });

  it('without an evaluator denies by its name, unless it is about a text that was checked already', () => {
    const verdict = evaluate(given(), gateOf([rule({ type: 'astrology' }), rule({ type: 'must_include' }, { id: 'TEXT' })]), MORNING);
    expect(verdict.spoke).toEqual([
      { rule: 'RULE-1', says: 'deny', reason: 'evaluator-missing', evaluator: 'astrology', params: { type: 'astrology' } },
    ]);
  });

  it('for one kind of line or creditor denies by name while that is not known', () => {
    const byLine = evaluate(
      { ...given(), attempt: without(given().attempt, 'line') },
      gateOf([forbid('X', { applies: { lines: ['mobile'] } })]),
      MORNING,
    );
    expect(byLine.spoke).toMatchObject([{ reason: 'fact-missing', fact: 'line' }]);
    expect(evaluate(given(), gateOf([forbid('X', { applies: { creditor_types: ['bank'] } })]), MORNING).missing).toEqual(['creditorType']);
    expect(evaluate(given({ channel: 'voice' }), gateOf([forbid('X', { applies: { voice: ['ai'] } })]), MORNING).missing).toEqual([
      'voice',
    ]);
  });

  it('for one kind of line is not about a letter', () => {
    const attempt = without(given({ channel: 'letter' }).attempt, 'line');
    expect(denying([forbid('X', { applies: { lines: ['mobile'] } })], { ...given(), attempt })).toEqual([]);
  });
});

describe('the packs consulted', () => {
  const named = (id: string) => forbid(id);
  const packs = compile([
    pack('US', 'US', [named('US-1')]),
    pack('US-FL', 'US-FL', [named('FL-1')], ['US']),
    { ...pack('PF', '*', [named('PF-1')]), channels: ['email'] },
    { ...pack('HOUSE', '*', [named('HOUSE-1')]), channels: ['*'] },
  ]);
  const consulted = (jurisdiction: string, channel: 'sms' | 'email' = 'sms') =>
    evaluate(given({ channel }, { jurisdiction }), packs, MORNING).denying;

  it('are the place, its parents, the channel and the house', () => {
    expect(consulted('US-FL')).toEqual(['FL-1', 'HOUSE-1', 'US-1']);
    expect(consulted('US')).toEqual(['HOUSE-1', 'US-1']);
    expect(consulted('US', 'email')).toEqual(['HOUSE-1', 'PF-1', 'US-1']);
  });

  it('are those of the parent for a place without a pack of its own', () => expect(consulted('US-TX')).toEqual(['HOUSE-1', 'US-1']));

  it('must know the place: elsewhere nobody is contacted', () => {
    expect(evaluate(given({}, { jurisdiction: 'AQ' }), packs, MORNING)).toMatchObject({
      decision: 'deny',
      missing: ['jurisdiction'],
      denying: ['NO-PACK'],
    });
    expect(evaluate(given({}, { jurisdiction: 'USA' }), packs, MORNING).decision).toBe('deny');
  });

  it('cannot extend one that is not there', () => expect(() => compile([pack('IE', 'IE', [], ['EU'])])).toThrow(RangeError));
});

describe('the house hours, once signed', () => {
  const signed = compile(POLICIES, [{ ruleId: 'HOUSE-TIME-1', signedBy: 'U1', at: 0 }]);

  it('hold back a text of a creditor in its own name, for whom the law sets no hours', () => {
    const sunday = Date.parse('2026-11-29T12:00:00-05:00');
    expect(evaluate(given(), compile(POLICIES), sunday).decision).toBe('allow');
    expect(evaluate(given(), signed, sunday)).toMatchObject({
      denying: ['HOUSE-TIME-1'],
      nextAllowedAt: Date.parse('2026-11-30T08:00:00-05:00'),
    });
  });

  it('give way to hours the debtor agreed to', () => {
    const agreed = given({}, { consents: [consent('time_exception')] });
    expect(evaluate(agreed, signed, Date.parse('2026-11-29T12:00:00-05:00')).decision).toBe('allow');
  });
});
