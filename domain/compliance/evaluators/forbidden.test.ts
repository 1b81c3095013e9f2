import { describe, expect, it } from 'vitest';
import { evaluate } from '../evaluate.ts';
import { MORNING, consent, gateOf, given, rule } from '../fixtures/given.ts';

const decision = (params: object, facts = given()) => evaluate(facts, gateOf([rule({ type: 'forbidden', ...params })]), MORNING).decision;

describe('what is forbidden', () => {
  it('stays so, whatever the hour', () => expect(decision({})).toBe('deny'));

  it('is open to who holds the approval it names', () => {
    expect(decision({ unless_approval: 'clearance' }, given({ approvals: ['clearance'] }))).toBe('allow');
    expect(decision({ unless_approval: 'clearance' }, given({ approvals: ['another'] }))).toBe('deny');
  });

  it('is open where the person agreed', () => {
    expect(decision({ unless_consent: 'private_account' }, given({}, { consents: [consent('private_account')] }))).toBe('allow');
    expect(decision({ unless_consent: 'private_account' })).toBe('deny');
  });
});
