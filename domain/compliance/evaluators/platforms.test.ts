import { describe, expect, it } from 'vitest';
import { evaluate } from '../evaluate.ts';
import type { AttemptFacts, Content, GateFacts } from '../facts.ts';
import { MORNING, gateOf, given, rule, sent } from '../fixtures/given.ts';
import type { RuleParams } from '../pack.ts';

const HOUR = 3_600_000;
const verdict = (params: RuleParams, attempt: Partial<AttemptFacts> = {}, facts: Partial<GateFacts> = {}) =>
  evaluate(given(attempt, facts), gateOf([rule(params)]), MORNING);
const decision = (...args: Parameters<typeof verdict>) => verdict(...args).decision;
const heard = (at: number) => sent(at, { direction: 'in', outcome: 'received' });

describe('a conversation window', () => {
  const WINDOW = { type: 'session_window', hours: 24, outside_allows: ['utility'] };

  it('is open for so many hours after the debtor wrote, the last second excluded', () => {
    expect(decision(WINDOW, {}, { history: [heard(MORNING - 24 * HOUR + 1)] })).toBe('allow');
    expect(decision(WINDOW, {}, { history: [heard(MORNING - 24 * HOUR)] })).toBe('deny');
    expect(decision(WINDOW, {}, { history: [{ ...heard(MORNING - 1), channel: 'email' }] })).toBe('deny');
  });

  it('does not bind the kinds of template it names', () => {
    expect(decision(WINDOW, { template: 'utility' })).toBe('allow');
    expect(decision(WINDOW, { template: 'session' })).toBe('deny');
  });
});

describe('messages without an answer', () => {
  const UNANSWERED = { type: 'consecutive_unanswered', limit: 2, channels: ['sms'] };

  it('are limited since the debtor last wrote', () => {
    const two = [sent(MORNING - 2 * HOUR), sent(MORNING - HOUR)];
    expect(decision(UNANSWERED, {}, { history: two })).toBe('deny');
    expect(decision(UNANSWERED, {}, { history: [...two, heard(MORNING - 1.5 * HOUR)] })).toBe('allow');
    expect(decision(UNANSWERED, {}, { history: [...two, heard(MORNING - 3 * HOUR)] })).toBe('deny');
    expect(decision(UNANSWERED, {}, { history: [sent(MORNING - HOUR), sent(MORNING - HOUR, { outcome: 'failed' })] })).toBe('allow');
  });
});

describe('a kind of template', () => {
  const BLOCKED = { type: 'template_blocked', templates: ['marketing'], address_prefix: ['+1'] };

  it('is not sent to numbers of the countries named, nor to a number not known', () => {
    expect(decision(BLOCKED, { template: 'marketing', addressPrefix: '+1' })).toBe('deny');
    expect(decision(BLOCKED, { template: 'marketing', addressPrefix: '+52' })).toBe('allow');
    expect(verdict(BLOCKED, { template: 'marketing' }).missing).toEqual(['addressPrefix']);
    expect(decision(BLOCKED, { template: 'utility' })).toBe('allow');
  });
});

describe('the number shown', () => {
  const SERIES = { type: 'caller_id_prefix', prefix: '1600', from_by_entity: { bank: '2026-11-24', insurer: '2026-11-25' } };
  const showing = (callerId: string, creditorType: string): [Partial<AttemptFacts>, Partial<GateFacts>] => [
    { callerId },
    { debts: { D1: { creditor: 'C1', creditorType } } },
  ];

  it('is from the reserved series, for each type of creditor from its date', () => {
    expect(decision(SERIES, ...showing('987', 'bank'))).toBe('deny');
    expect(decision(SERIES, ...showing('1600', 'bank'))).toBe('allow');
    expect(decision(SERIES, ...showing('987', 'insurer'))).toBe('allow');
    expect(decision(SERIES, ...showing('987', 'shop'))).toBe('allow');
    expect(decision(SERIES)).toBe('allow');
    expect(verdict(SERIES, { callerId: '987' }).missing).toEqual(['creditorType']);
  });

  it('is not hidden', () => {
    expect(decision({ type: 'no_hidden_caller_id' }, { callerId: 'hidden' })).toBe('deny');
    expect(decision({ type: 'no_hidden_caller_id' }, { callerId: '555' })).toBe('allow');
  });
});

describe('an address of a kind', () => {
  const EMPLOYER = { type: 'address_kind_prohibited', address_kind: 'employer_email', unless_basis: ['consumer_used_it'] };

  it('is left alone unless the debtor used it', () => {
    expect(decision(EMPLOYER, { addressKind: 'employer_email' })).toBe('deny');
    expect(decision(EMPLOYER, { addressKind: 'employer_email', addressBasis: 'consumer_used_it' })).toBe('allow');
    expect(decision(EMPLOYER, { addressKind: 'private_email' })).toBe('allow');
  });
});

describe('a sold loan', () => {
  const NOTICE = { type: 'requires_notice', notice: 'transfer_notice_sent', when_debt: 'transferred_npl' };
  const sold = { debts: { D1: { creditor: 'C1', transferredNpl: true } } };

  it('is not collected before its notice', () => {
    expect(decision(NOTICE, {}, sold)).toBe('deny');
    expect(decision(NOTICE, {}, { ...sold, state: { ...given().state, notices: ['transfer_notice_sent'] } })).toBe('allow');
    expect(decision(NOTICE)).toBe('allow');
  });
});

describe('a text', () => {
  const content = (over: Partial<Content>): Partial<AttemptFacts> => ({
    content: { firstCommunication: false, limitedContentMessage: false, disclosures: [], flags: [], ...over },
  });
  const WARNING = { type: 'must_include', all: ['warning', 'name'] };

  it('carries every disclosure asked for', () => {
    expect(decision(WARNING, content({ disclosures: ['name', 'warning'] }))).toBe('allow');
    expect(decision(WARNING, content({ disclosures: ['name'] }))).toBe('deny');
  });

  it('carries some only the first time, or only later, or when asked, or not in a bare message', () => {
    const when = (moment: string) => ({ ...WARNING, when: moment });
    expect(decision(when('first_communication'), content({ firstCommunication: true }))).toBe('deny');
    expect(decision(when('first_communication'), content({}))).toBe('allow');
    expect(decision(when('later_communication'), content({}))).toBe('deny');
    expect(decision(when('later_communication'), content({ firstCommunication: true }))).toBe('allow');
    expect(decision(when('asked'), content({}))).toBe('allow');
    expect(decision(when('asked'), content({ asked: true }))).toBe('deny');
    expect(decision({ ...WARNING, exempt_if: 'limited_content_message' } as RuleParams, content({ limitedContentMessage: true }))).toBe(
      'allow',
    );
  });

  it('does nothing banned', () => {
    const BANNED = { type: 'flags', flags: ['threat'] };
    const ifBarred: RuleParams & { only_if_debt: string } = { ...BANNED, only_if_debt: 'time_barred' };
    expect(decision(BANNED, content({ flags: ['threat'] }))).toBe('deny');
    expect(decision(BANNED, content({ flags: ['joke'] }))).toBe('allow');
    expect(decision(ifBarred, content({ flags: ['threat'] }))).toBe('allow');
  });

  it('that was checked already is not judged again', () => {
    expect(verdict({ type: 'flags' }).spoke).toEqual([]);
    expect(verdict(WARNING).spoke).toEqual([]);
  });
});
