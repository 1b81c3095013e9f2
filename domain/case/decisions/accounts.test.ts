import { describe, expect, it } from 'vitest';
import { nextWake } from '#domain/case/next-wake.ts';
import { claimed, pays, waiting } from '#domain/case/testing/begun.ts';
import { account, facts, tell, the, TUESDAY } from '#domain/case/testing/given.ts';
import { DAY_MS } from '#domain/time/local.ts';

const both = facts({ accounts: [account('loan'), account('card', 200_00)] });
const withStatus = (status: 'closed' | 'recalled', ...more: ReturnType<typeof account>[]) =>
  facts({ accounts: [{ ...account('loan'), status }, ...more] });

describe('a later account', () => {
  it('joins the case', () => {
    const { types, state } = tell(waiting(), { type: 'AccountAdded', accountId: 'card' }, { rows: both });
    expect([types, state.accounts.map(({ id }) => id)]).toEqual([['AccountJoined'], ['loan', 'card']]);
    expect(tell(state, { type: 'AccountAdded', accountId: 'card' }, { rows: both }).decision).toEqual({ ignored: 'nothing-to-record' });
  });

  it('opens a closed case again, from the start', () => {
    const closed = tell(waiting(), pays(500_00), { rows: facts({ accounts: [account('loan', 0)] }) }).state;
    expect([closed.stage, nextWake(closed, [], TUESDAY)]).toEqual(['closed', undefined]);
    const rows = facts({ accounts: [{ ...account('loan', 0), status: 'closed' }, account('card')] });
    const again = tell(closed, { type: 'AccountAdded', accountId: 'card' }, { rows, now: TUESDAY + DAY_MS });
    expect(again.types).toEqual(['CaseReopened', 'AccountJoined', 'PlaceEntered', 'AttemptPlanned']);
  });

  it('that is over before it is heard of does not', () => {
    const closed = tell(waiting(), { type: 'AccountRecalled', accountId: 'loan' }, { rows: withStatus('recalled') }).state;
    expect(tell(closed, { type: 'AccountAdded', accountId: 'loan' }, { rows: withStatus('recalled') }).decision).toEqual({
      ignored: 'nothing-to-record',
    });
    expect(tell(closed, { type: 'AccountAdded', accountId: 'none' }).decision).toEqual({ ignored: 'account-unknown' });
  });
});

describe('an account that ends', () => {
  it('closes the case when it was the last, and withdraws whatever was open', () => {
    const state = tell(claimed(), { type: 'PlaceHold', holdId: 'h', kind: 'manual', by: 'ann', requestedAt: TUESDAY }).state;
    const promise = {
      type: 'RecordPromise' as const,
      amountMinor: 1,
      currency: 'USD',
      dueOn: '2026-11-27',
      by: 'ann',
      requestedAt: TUESDAY,
    };
    const told = tell(tell(state, promise).state, { type: 'AccountRecalled', accountId: 'loan' }, { rows: withStatus('recalled') });
    expect(told.types).toEqual(['AccountEnded', 'PromiseWithdrawn', 'HandoffWithdrawn', 'HoldEnded', 'CaseClosed']);
    expect(the('CaseClosed', told.events).why).toBe('recalled');
  });

  it('is named in the closing as it was: recalled, or closed by the creditor', () => {
    const closed = tell(waiting(), { type: 'AccountClosed', accountId: 'loan' }, { rows: withStatus('closed') });
    expect(the('CaseClosed', closed.events).why).toBe('closed-by-creditor');
  });

  it('is followed from the rows, whatever input comes first', () => {
    for (const [status, why] of [
      ['recalled', 'recalled'],
      ['closed', 'closed-by-creditor'],
    ] as const)
      expect(the('CaseClosed', tell(waiting(), { type: 'Woke' }, { rows: withStatus(status) }).events).why).toBe(why);
  });

  it('leaves the case to the others', () => {
    const state = waiting(both);
    const told = tell(state, { type: 'AccountRecalled', accountId: 'loan' }, { rows: withStatus('recalled', account('card', 200_00)) });
    expect([told.types, told.state.stage]).toEqual([['AccountEnded'], 'working']);
    expect(tell(told.state, { type: 'AccountRecalled', accountId: 'loan' }).decision).toEqual({ ignored: 'account-unknown' });
    expect(tell(told.state, { type: 'AccountClosed', accountId: 'none' }).decision).toEqual({ ignored: 'account-unknown' });
  });
});

describe('a balance', () => {
  it('follows the ledger', () => {
    const rows = facts({ accounts: [account('loan', 321_00)] });
    const { events, state } = tell(waiting(), { type: 'BalanceCorrected', entryId: 'e', accountId: 'loan' }, { rows });
    expect([the('BalanceChanged', events).balanceMinor, state.accounts[0]?.balanceMinor]).toEqual([321_00, 321_00]);
  });

  it('of one of two accounts at zero ends that account only', () => {
    const rows = facts({ accounts: [account('loan', 0), account('card', 200_00)] });
    expect(tell(waiting(both), pays(500_00), { rows }).types).toEqual(['PaymentRecorded', 'AccountEnded']);
  });

  it('that changes on a closed case is recorded, and opens nothing', () => {
    const closed = tell(waiting(), { type: 'AccountRecalled', accountId: 'loan' }, { rows: withStatus('recalled') }).state;
    const told = tell(
      closed,
      { type: 'BalanceCorrected', entryId: 'e', accountId: 'loan' },
      { rows: facts({ accounts: [account('loan', 900_00)] }) },
    );
    expect([told.types, told.state.stage]).toEqual([['BalanceChanged'], 'closed']);
  });
});
