import { describe, expect, it } from 'vitest';
import { evaluate } from '../evaluate.ts';
import type { GateFacts } from '../facts.ts';
import { consent, gateOf, given, rule, without } from '../fixtures/given.ts';
import type { WeeklyWindowParams } from './weekly-window.ts';

const DAY = [['08:00', '21:00']] as const;
const HOURS: WeeklyWindowParams = {
  type: 'weekly_window',
  tz_policy: 'all',
  windows: { mon: DAY, tue: DAY, wed: DAY, thu: DAY, fri: DAY, sat: DAY, sun: [] },
  holiday_windows: null,
  consent_override: 'time_exception',
};
const ask = (at: string, facts: GateFacts = given(), params: Partial<WeeklyWindowParams> = {}) => {
  const { decision, nextAllowedAt } = evaluate(facts, gateOf([rule({ ...HOURS, ...params })]), Date.parse(at));
  return nextAllowedAt === undefined ? decision : new Date(nextAllowedAt).toISOString();
};
const inZones = (...zones: string[]) => given({}, { zones: zones.map((tz) => ({ tz, source: 'address' })) });

describe('hours of contact', () => {
  it('open with the first second and close with the closing one', () => {
    expect(ask('2026-11-24T07:59:59-05:00')).toBe('2026-11-24T13:00:00.000Z');
    expect(ask('2026-11-24T08:00:00-05:00')).toBe('allow');
    expect(ask('2026-11-24T20:59:59-05:00')).toBe('allow');
    expect(ask('2026-11-24T21:00:00-05:00')).toBe('2026-11-25T13:00:00.000Z');
  });

  it('wait out a closed day', () => expect(ask('2026-11-28T22:00:00-05:00')).toBe('2026-11-30T13:00:00.000Z'));

  it('must be open in every zone the debtor may be in', () => {
    const two = inZones('America/New_York', 'America/Los_Angeles');
    expect(ask('2026-11-24T09:00:00-05:00', two)).toBe('2026-11-24T16:00:00.000Z');
    expect(ask('2026-11-24T09:00:00-05:00', two, { tz_policy: 'primary' })).toBe('allow');
  });

  it('never open where the hours of two zones do not meet', () => {
    const short = { windows: { ...HOURS.windows, mon: [], tue: [['08:00', '10:00']], wed: [], thu: [], fri: [], sat: [] } } as const;
    expect(ask('2026-11-24T09:00:00-05:00', inZones('America/New_York', 'Asia/Shanghai'), short)).toBe('deny');
  });

  it('treat a holiday as the rule says: as any day, closed, or with hours of its own', () => {
    const holiday = given({}, { holidays: ['2026-11-24'] });
    expect(ask('2026-11-24T10:00:00-05:00', holiday)).toBe('allow');
    expect(ask('2026-11-24T10:00:00-05:00', holiday, { holiday_windows: [] })).toBe('2026-11-25T13:00:00.000Z');
    expect(ask('2026-11-24T10:00:00-05:00', holiday, { holiday_windows: [['12:00', '13:00']] })).toBe('2026-11-24T17:00:00.000Z');
  });

  it('need a calendar only where holidays make a difference', () => {
    const uncharted = without(given(), 'holidays');
    expect(ask('2026-11-24T10:00:00-05:00', uncharted)).toBe('allow');
    expect(evaluate(uncharted, gateOf([rule({ ...HOURS, holiday_windows: [] })]), 0).missing).toEqual(['holidays']);
  });

  it('are lifted for the hours the debtor agreed to, which may come before the regular ones', () => {
    const late = given({}, { consents: [consent('time_exception', { from: '22:00', to: '23:00' })] });
    expect(ask('2026-11-24T22:30:00-05:00', late)).toBe('allow');
    expect(ask('2026-11-24T21:30:00-05:00', late)).toBe('2026-11-25T03:00:00.000Z');
  });

  it('are not lifted by what was agreed with the creditor where the collector must be told', () => {
    const told = given({}, { consents: [consent('time_exception', { givenTo: 'creditor' })] });
    expect(ask('2026-11-24T22:30:00-05:00', told)).toBe('allow');
    expect(ask('2026-11-24T22:30:00-05:00', told, { consent_direct_only: true })).not.toBe('allow');
  });

  it('are lifted when every debt is later than the rule says', () => {
    const overdue = (...days: number[]) =>
      given(
        { debts: days.map((_, i) => `L${String(i)}`) },
        { debts: Object.fromEntries(days.map((daysPastDue, i) => [`L${String(i)}`, { creditor: 'C1', daysPastDue }])) },
      );
    expect(ask('2026-11-24T23:00:00-05:00', overdue(16, 20), { past_due_override_days: 15 })).toBe('allow');
    expect(ask('2026-11-24T23:00:00-05:00', overdue(16, 15), { past_due_override_days: 15 })).not.toBe('allow');
  });

  it('follow the wall clock when clocks change', () => {
    expect(ask('2026-10-31T22:00:00-04:00', given(), { windows: { ...HOURS.windows, sun: DAY } })).toBe('2026-11-01T13:00:00.000Z');
    const night = { windows: { ...HOURS.windows, sun: [['02:30', '04:00']] } } as const;
    expect(ask('2026-03-08T01:00:00-05:00', given(), night)).toBe('2026-03-08T07:00:00.000Z'); // 02:30 is skipped: 03:00 is inside
    const twice = { windows: { ...HOURS.windows, sun: [['01:30', '01:45']] } } as const;
    expect(ask('2026-11-01T01:50:00-04:00', given(), twice)).toBe('2026-11-01T06:30:00.000Z'); // 01:30 comes again
  });

  it('cannot be judged without a zone, or with one that does not exist', () => {
    const verdict = evaluate(inZones(), gateOf([rule(HOURS)]), 0);
    expect(verdict.decision).toBe('deny');
    expect(verdict.spoke).toMatchObject([{ rule: 'RULE-1', reason: 'fact-missing', fact: 'zone' }]);
    expect(evaluate(inZones('America/Nowhere'), gateOf([rule(HOURS)]), 0).missing).toEqual(['zone']);
  });
});
