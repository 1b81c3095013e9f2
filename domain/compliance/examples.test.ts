import { describe, expect, it } from 'vitest';
import { compile } from './compile.ts';
import { evaluate } from './evaluate.ts';
import { EVALUATORS } from './evaluators/registry.ts';
import { EXAMPLES, type Example } from './fixtures/cases.ts';
import { POLICIES } from './policies.ts';
import type { Verdict } from './verdict.ts';

const FIRST = ['weekly_window', 'count', 'medium_stop', 'requires_consent', 'forbidden'];
const NEVER = ['obligation', 'safe_harbour', 'retain', 'keywords', 'standard', 'proposal'];

/** The examples know no delay, and give the next moment only where it is the point. */
const asExpected = ({ expect: expected }: Example, verdict: Verdict): Example['expect'] => ({
  decision: verdict.decision === 'delay' ? 'deny' : verdict.decision,
  rules: verdict.denying,
  ...(expected.nextAllowedAt === undefined || verdict.nextAllowedAt === undefined ? {} : { nextAllowedAt: verdict.nextAllowedAt }),
});
const lacksEvaluator = ({ spoke }: Verdict) => spoke.some(({ reason }) => reason === 'evaluator-missing');

describe('the worked examples', () => {
  const packs = compile(POLICIES);
  const answered = EXAMPLES.map((example) => ({ example, verdict: evaluate(example.facts, packs, example.at) }));

  it('are 300, and no evaluator is missing for any', () => {
    expect(answered).toHaveLength(300);
    expect(answered.filter(({ verdict }) => lacksEvaluator(verdict))).toEqual([]);
  });

  it.each(answered)('$example.id $example.title', ({ example, verdict }) => {
    expect(asExpected(example, verdict)).toEqual(example.expect);
  });

  it('come back unchanged from storage as JSON', () => {
    for (const { verdict } of answered) expect(JSON.parse(JSON.stringify(verdict))).toEqual(verdict);
  });
});

describe('with only some evaluators', () => {
  const some = Object.fromEntries(Object.entries(EVALUATORS).filter(([type]) => [...FIRST, ...NEVER].includes(type)));
  const packs = compile(POLICIES, [], some);

  it('a rule in force that cannot be judged denies, by the name of what is missing, and time does not help', () => {
    const unanswered = EXAMPLES.map(({ facts, at }) => evaluate(facts, packs, at)).filter(lacksEvaluator);
    expect(unanswered).toHaveLength(252); // the other 48 need only these evaluators
    for (const verdict of unanswered) {
      expect(verdict.decision).toBe('deny');
      for (const { rule, reason, evaluator } of verdict.spoke) {
        if (reason !== 'evaluator-missing') continue;
        expect(verdict.denying).toContain(rule);
        expect(Object.keys(some)).not.toContain(evaluator);
      }
    }
  });

  it('the rules that can be judged say what they say in full', () => {
    const full = compile(POLICIES);
    for (const { facts, at } of EXAMPLES) {
      const judged = evaluate(facts, packs, at).spoke.filter(({ reason }) => reason !== 'evaluator-missing');
      expect(evaluate(facts, full, at).spoke).toEqual(expect.arrayContaining(judged));
    }
  });
});
