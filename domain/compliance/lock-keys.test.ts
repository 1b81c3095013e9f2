import { describe, expect, it } from 'vitest';
import { given, gateOf, rule } from './fixtures/given.ts';
import { lockKeys } from './lock-keys.ts';

const capPer = (...per: string[]) =>
  rule({ type: 'count', limit: 1, window: { unit: 'forever' }, per, count_outcomes: 'any', exclude_when: [] }, { id: per.join() });

describe('the keys of an attempt', () => {
  it('are always its person, the group around the debtor and its address', () => {
    expect(lockKeys(given(), gateOf([]))).toEqual(['address:A1', 'group:P1', 'person:P1']);
  });

  it('are every key that a rule about it counts by, sorted and once', () => {
    const rules = [capPer('person', 'creditor'), capPer('person', 'particular_debt'), capPer('address'), capPer('creditor')];
    expect(lockKeys(given({ debts: ['D1', 'D2', 'D3'] }), gateOf(rules))).toEqual([
      'address:A1',
      'creditor:C1',
      'creditor:C2',
      'group:P1',
      'person:P1',
      'person:P1+creditor:C1',
      'person:P1+creditor:C2',
      'person:P1+debt:D1',
      'person:P1+debt:D2',
      'person:P1+debt:D3',
    ]);
  });

  it('leave out rules about other contacts', () => {
    expect(lockKeys(given(), gateOf([{ ...capPer('creditor'), applies: { channels: ['voice'] } }]))).not.toContain('creditor:C1');
  });
});
