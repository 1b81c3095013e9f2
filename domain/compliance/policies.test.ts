import { describe, expect, it } from 'vitest';
import { compile } from './compile.ts';
import { CHANNELS } from './facts.ts';
import { POLICIES } from './policies.ts';

const rules = POLICIES.flatMap((pack) => pack.rules);
const APPLIES = [
  'collector',
  'channels',
  'not_channels',
  'voice',
  'lines',
  'places',
  'not_places',
  'roles',
  'not_roles',
  'bot',
  'providers',
  'templates',
  'creditor_types',
  'jurisdiction_prefix',
];

describe('the packs as shipped', () => {
  it('are whole: 35 packs, 125 rules, no id twice', () => {
    expect(POLICIES).toHaveLength(35);
    expect(new Set(rules.map(({ id }) => id)).size).toBe(125);
    expect(() => compile(POLICIES)).not.toThrow();
  });

  it.each(rules)('$id has the shape the gate reads', (rule) => {
    expect(['block', 'warn', 'info']).toContain(rule.enforce);
    expect(['in_force', 'draft', 'house_default']).toContain(rule.status);
    expect(Number.isInteger(rule.precedence)).toBe(true);
    expect(typeof rule.verified).toBe('boolean');
    expect(APPLIES).toEqual(expect.arrayContaining(Object.keys(rule.applies)));
    expect(CHANNELS).toEqual(expect.arrayContaining([...(rule.applies.channels ?? []), ...(rule.applies.not_channels ?? [])]));
    expect(typeof rule.params.type).toBe('string');
    expect(rule.citation).toBeTruthy();
  });
});
