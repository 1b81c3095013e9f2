import { describe, expect, it } from 'vitest';
import { evolve, UnknownEvent } from '#domain/case/evolve.ts';
import { NEW_CASE, STAGES } from '#domain/case/case.ts';
import { at, given } from '#domain/case/testing/given.ts';
import type { CaseEvent, CaseFact } from '#domain/case/vocabulary.ts';

const joined = (accountId: string): CaseFact => ({ type: 'AccountJoined', accountId, balanceMinor: 1, currency: 'USD' });
const ended = (accountId: string): CaseFact => ({ type: 'AccountEnded', accountId, why: 'paid' });
const placeAt: CaseFact = { type: 'PlaceEntered', step: 'morning-sms', round: 1 };

describe('a fact without its counterpart changes nothing but the count', () => {
  const facts: CaseFact[] = [
    { type: 'AttemptEnded', attemptId: 'x', status: 'delivered' },
    { type: 'ProviderAsked', attemptId: 'x', deadline: 0 },
    { type: 'WrongPersonReported', partyId: 'p', contactPointId: 'c' },
    { type: 'PromiseBroken', promiseId: 'x', paidMinor: 0 },
    { type: 'PromiseKept', promiseId: 'x' },
    { type: 'HandoffClaimed', handoffId: 'x', by: 'ann', leaseUntil: 0 },
    { type: 'HandoffRenewed', handoffId: 'x', leaseUntil: 0 },
    { type: 'HandoffReturned', handoffId: 'x', how: 'released', by: 'ann' },
    { type: 'HoldEnded', holdId: 'x', by: 'ann' },
    { type: 'BalanceChanged', accountId: 'x', balanceMinor: 1, currency: 'USD' },
  ];
  it.each(facts.map((fact) => [fact.type, fact] as const))('%s', (_type, fact) => {
    const before = given(joined('loan'), placeAt);
    expect(evolve(before, at(fact))).toEqual({ ...before, seq: before.seq + 1 });
  });
});

describe('the stage', () => {
  it('names the strongest reason to wait', () => {
    const hold: CaseFact = { type: 'HoldPlaced', holdId: 'h', kind: 'manual', by: 'ann' };
    const promise: CaseFact = {
      type: 'PromiseMade',
      promiseId: 'p',
      amountMinor: 1,
      currency: 'USD',
      dueOn: '2026-11-27',
      dueAt: 1,
      by: 'ann',
    };
    const handoff: CaseFact = { type: 'HandoffOffered', handoffId: 'o', stepId: 's', team: 'collections', why: 'no-reply' };
    const closed: CaseFact = { type: 'CaseClosed', why: 'paid' };
    const stages = [joined('loan'), placeAt, promise, hold, handoff, closed].map((_fact, n, all) => given(...all.slice(0, n + 1)).stage);
    expect(stages).toEqual([...STAGES]);
    expect(given(joined('loan'), closed, { type: 'BalanceChanged', accountId: 'loan', balanceMinor: 9, currency: 'USD' }).stage).toBe(
      'closed',
    );
    expect(given(joined('loan'), closed, { type: 'CaseReopened', why: 'new-account' }).stage).toBe('new');
  });
});

it('forgets the oldest of many ended accounts, and never one that is open', () => {
  const ids = Array.from({ length: 60 }, (_, n) => `account-${n}`);
  const state = given(...ids.map(joined), ...ids.slice(0, 50).map(ended));
  expect(state.accounts.filter((account) => !account.ended)).toHaveLength(10);
  expect(state.accounts).toHaveLength(30);
});

it('remembers the last twenty messages', () => {
  const heard = (n: number): CaseFact => ({ type: 'ReplyReceived', messageId: `m${n}`, partyId: 'p', intent: 'unclear' });
  const state = given(...Array.from({ length: 25 }, (_, n) => heard(n)));
  expect([state.replies.length, state.replies[0]]).toEqual([20, 'm5']);
});

it('asks for a newer release when an event is unknown to this one', () => {
  const event = { type: 'Tickled', at: 0, realAt: 0 } as unknown as CaseEvent;
  expect(() => evolve(NEW_CASE, event)).toThrow(UnknownEvent);
});
