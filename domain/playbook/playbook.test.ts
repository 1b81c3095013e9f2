import { describe, expect, it } from 'vitest';
import { FIRST_PLAYBOOK } from '#domain/playbook/first-playbook.ts';
import { Playbook, stepOf } from '#domain/playbook/playbook.ts';

const morning = FIRST_PLAYBOOK.steps['morning-sms'];
const mistakes = (change: object): string[] => {
  const result = Playbook.safeParse({ ...FIRST_PLAYBOOK, ...change });
  return result.success ? [] : result.error.issues.map(({ message }) => message);
};

describe('a playbook', () => {
  it('that comes with the house is sound', () => {
    expect(Playbook.parse(FIRST_PLAYBOOK)).toEqual(FIRST_PLAYBOOK);
  });

  it('must not lead to a step it does not have', () => {
    expect(mistakes({ start: 'nowhere' })).toEqual(['the start leads to nowhere, which is no step']);
    const steps = { ...FIRST_PLAYBOOK.steps, 'morning-sms': { ...morning, otherwise: 'gone' } };
    expect(mistakes({ steps })).toEqual(['morning-sms leads to gone, which is no step']);
    const pause = { ...FIRST_PLAYBOOK.steps, 'breathing-space': { kind: 'pause', for: { days: 1 }, then: 'gone' } };
    expect(mistakes({ steps: pause })).toEqual(['breathing-space leads to gone, which is no step']);
  });

  it('must not take a word every object answers to for a step', () => {
    expect(mistakes({ start: 'constructor' })).toEqual(['the start leads to constructor, which is no step']);
    expect(() => stepOf(FIRST_PLAYBOOK, 'constructor')).toThrow(RangeError);
  });

  it('must not write before it may, in hours that end before they begin', () => {
    const steps = { ...FIRST_PLAYBOOK.steps, 'morning-sms': { ...morning, hours: ['19:00', '09:00'] } };
    expect(mistakes({ steps })).toEqual(['hours begin before they end, within one day']);
  });

  it('must not wait for no time at all', () => {
    expect(mistakes({ restAfterPerson: { days: 0 } })).not.toEqual([]);
    expect(mistakes({ claimMinutes: 0 })).not.toEqual([]);
  });
});

it('finds a step by its name', () => {
  expect(stepOf(FIRST_PLAYBOOK, 'person').kind).toBe('handoff');
});
