import { describe, expect, it } from 'vitest';
import { compile } from './compile.ts';
import { evaluate } from './evaluate.ts';
import { MORNING, given, sent } from './fixtures/given.ts';
import { POLICIES } from './policies.ts';
import { TenantRule, tenantPack } from './tenant-rule.ts';

const THREE_A_WEEK = {
  id: 'TENANT-WEEKLY-CAP',
  title: 'Three messages a week a person',
  params: {
    type: 'count',
    limit: 3,
    window: { unit: 'local_days', length: 7 },
    per: ['person'],
    count_outcomes: 'any',
    exclude_when: ['wrong_number'],
  },
};

describe('a rule of the tenant', () => {
  it('is judged beside the law: three messages a week, the fourth waits', () => {
    const packs = compile([...POLICIES, tenantPack([TenantRule.parse(THREE_A_WEEK)], '2026-11-22')]);
    const week = ['2026-11-19', '2026-11-20', '2026-11-23'].map((date) => sent(`${date}T10:00:00-05:00`));
    expect(evaluate(given({}, { history: week.slice(1) }), packs, MORNING).decision).toBe('allow');
    expect(evaluate(given({}, { history: week }), packs, MORNING)).toMatchObject({
      decision: 'delay',
      denying: ['TENANT-WEEKLY-CAP'],
      nextAllowedAt: Date.parse('2026-11-26T00:00:00-05:00'),
      packs: { TENANT: '2026-11-22' },
    });
  });

  it.each([
    ['a limit that is no number', { params: { ...THREE_A_WEEK.params, limit: '3' } }],
    ['a kind nobody can judge', { params: { type: 'astrology' } }],
    ['an id that could be taken for the law', { id: 'US-TIME-1' }],
    ['a misspelt filter', { applies: { chanels: ['sms'] } }],
    ['a day that is no date', { effective_from: '2026-02-30' }],
  ])('is refused with %s', (_, change) => {
    expect(TenantRule.safeParse({ ...THREE_A_WEEK, ...change }).success).toBe(false);
  });
});
