import { describe, expect, it } from 'vitest';
import type { Case } from '#domain/case/case.ts';
import { nextWake } from '#domain/case/next-wake.ts';
import { claimed, pays, waiting } from '#domain/case/testing/begun.ts';
import { account, facts, moment, NEW_YORK, said, tell, the, TUESDAY } from '#domain/case/testing/given.ts';
import type { CaseInput } from '#domain/case/vocabulary.ts';
import { DAY_MS, HOUR_MS } from '#domain/time/local.ts';

const asked = { by: 'ann', requestedAt: TUESDAY };
const promise = (amountMinor = 100_00, dueOn = '2026-11-27', currency = 'USD'): CaseInput => ({
  type: 'RecordPromise',
  amountMinor,
  currency,
  dueOn,
  ...asked,
});
const promised = (amountMinor?: number): Case => tell(waiting(), promise(amountMinor)).state;
const owing = (balanceMinor: number) => facts({ accounts: [account('loan', balanceMinor)] });
const dueAt = moment('2026-11-28 00:00');

describe('a promise', () => {
  it('lasts until the day named is over in the debtor’s zone, whichever of several that is', () => {
    expect(the('PromiseMade', tell(waiting(), promise()).events).dueAt).toBe(dueAt);
    const rows = facts({ zones: [NEW_YORK, 'America/Los_Angeles'] });
    expect(said(the('PromiseMade', tell(waiting(), promise(), { rows }).events).dueAt)).toBe('sat 2026-11-28 03:00');
  });

  it('may be for today, wherever of the zones it is still today', () => {
    const now = moment('2026-11-25 01:00');
    const rows = facts({ zones: [NEW_YORK, 'America/Los_Angeles'] });
    expect(tell(waiting(), promise(1, '2026-11-24'), { now, rows }).decision).toHaveProperty('answer');
    expect(tell(waiting(), promise(1, '2026-11-24'), { now }).decision).toEqual({ refused: 'promise-day' });
  });

  it.each([0, -1, 0.5, NaN, 500_01])('of %d is refused', (amountMinor) => {
    expect(tell(waiting(), promise(amountMinor)).decision).toEqual({ refused: 'promise-amount' });
  });

  it('in a currency nothing is owed in is refused', () => {
    expect(tell(waiting(), promise(1, '2026-11-27', 'MXN')).decision).toEqual({ refused: 'promise-amount' });
  });

  it('recorded by a person takes the place of the one that ran', () => {
    expect(tell(promised(), promise(50_00, '2026-11-30')).types).toEqual(['PromiseWithdrawn', 'PromiseMade']);
  });

  it('keeps the machine quiet until it is due', () => {
    const { state, steps } = tell(promised(), { type: 'Woke' }, { now: dueAt - 1 });
    expect([state.stage, steps, nextWake(state, [], dueAt - 1000)]).toEqual(['promised', [], dueAt]);
  });
});

describe('a promise is kept', () => {
  it('by a payment in time, which gives the debtor a rest', () => {
    const { types, state } = tell(promised(), pays(100_00), { rows: owing(400_00), now: TUESDAY + 3 * DAY_MS });
    expect(types).toEqual(['PaymentRecorded', 'PromiseKept', 'WaitBegan']);
    expect([state.promise, state.wait?.why]).toEqual([undefined, 'rest-after-person']);
  });

  it('by parts, when the last of them makes it whole', () => {
    const part = tell(promised(), pays(60_00), { rows: owing(440_00) });
    expect([part.types, part.state.promise?.paidMinor]).toEqual([['PaymentRecorded'], 60_00]);
    expect(tell(part.state, pays(40_00), { rows: owing(400_00), now: dueAt - 1 }).types).toContain('PromiseKept');
  });

  it('by the last millisecond of the day, not by the first of the next', () => {
    expect(tell(promised(), pays(100_00), { rows: owing(400_00), now: dueAt - 1 }).types).toContain('PromiseKept');
    const late = tell(promised(), pays(100_00), { rows: owing(400_00), now: dueAt });
    expect(late.types).toEqual(['PaymentRecorded', 'PromiseBroken', 'HandoffOffered']);
    expect(the('PromiseBroken', late.events).paidMinor).toBe(0);
  });

  it('by a payment made in time and told of late, before anybody has judged', () => {
    const told = tell(promised(), pays(100_00, { occurredAt: dueAt - 1 }), { rows: owing(400_00), now: dueAt + HOUR_MS });
    expect(told.types).toContain('PromiseKept');
    expect(told.types).not.toContain('PromiseBroken');
  });

  it('after all by one told of when it was judged broken already, and the reproach is withdrawn', () => {
    const broken = tell(promised(), { type: 'Woke' }, { now: dueAt }).state;
    const told = tell(broken, pays(100_00, { occurredAt: dueAt - DAY_MS }), { rows: owing(400_00), now: dueAt + DAY_MS });
    expect(told.types).toEqual(['PaymentRecorded', 'PromiseKept', 'HandoffWithdrawn', 'WaitBegan']);
    expect(told.state.broken).toBeUndefined();
  });

  it('but a colleague who is at it already keeps the case', () => {
    const broken = tell(promised(), { type: 'Woke' }, { now: dueAt }).state;
    const handoffId = broken.handoff?.id ?? '';
    const theirs = tell(broken, { type: 'ClaimHandoff', handoffId, by: 'ann', requestedAt: dueAt }, { now: dueAt }).state;
    const told = tell(theirs, pays(100_00, { occurredAt: dueAt - 1 }), { rows: owing(400_00), now: dueAt + 1000 });
    expect(told.state.handoff?.claimedBy).toBe('ann');
  });

  it('by what was made at a moment still to come, as of now', () => {
    expect(tell(promised(), pays(100_00, { occurredAt: dueAt + DAY_MS }), { rows: owing(400_00) }).types).toContain('PromiseKept');
  });

  it('not by money in another currency', () => {
    const rows = facts({ accounts: [account('loan'), account('card', 300_00, 'MXN')] });
    const state = tell(waiting(rows), promise(), { rows }).state;
    const told = tell(state, pays(100_00, { accountId: 'card' }), {
      rows: facts({ accounts: [account('loan'), account('card', 200_00, 'MXN')] }),
    });
    expect(told.state.promise?.paidMinor).toBe(0);
  });

  it('not twice by the same money: what made the last one good is not counted for the next', () => {
    const broken = tell(promised(), { type: 'Woke' }, { now: dueAt }).state;
    const again = tell(broken, promise(100_00, '2026-12-04'), { now: dueAt + HOUR_MS }).state;
    const told = tell(again, pays(100_00, { occurredAt: dueAt - 1 }), { rows: owing(400_00), now: dueAt + DAY_MS });
    expect([told.types.filter((type) => type === 'PromiseKept').length, told.state.promise?.paidMinor]).toEqual([1, 0]);
  });
});

describe('a promise is broken', () => {
  it('by the end of its day, and a person is told what did come', () => {
    const part = tell(promised(), pays(60_00), { rows: owing(440_00) }).state;
    const due = tell(part, { type: 'Woke' }, { rows: owing(440_00), now: dueAt });
    expect(due.types).toEqual(['PromiseBroken', 'HandoffOffered']);
    expect([the('PromiseBroken', due.events).paidMinor, due.state.handoff?.why]).toEqual([60_00, 'promise-broken']);
  });

  it('without a second handoff where a person has the case already', () => {
    const state = tell(claimed(), promise()).state;
    const due = tell(state, { type: 'Woke' }, { now: dueAt });
    expect(due.types).toEqual(['HandoffReturned', 'PromiseBroken']);
  });
});

describe('money that came', () => {
  it('is recorded on a closed case as well', () => {
    const closed = tell(waiting(), { type: 'AccountRecalled', accountId: 'loan' }).state;
    const told = tell(closed, pays(1_00), { rows: facts({ accounts: [{ ...account('loan', 499_00), status: 'recalled' }] }) });
    expect([told.types, told.state.stage]).toEqual([['PaymentRecorded'], 'closed']);
  });

  it('for an account of another case, or of no amount, is not this case’s', () => {
    expect(tell(waiting(), pays(1, { accountId: 'elsewhere' })).decision).toEqual({ ignored: 'account-unknown' });
    expect(tell(waiting(), pays(NaN)).decision).toEqual({ ignored: 'nothing-to-record' });
  });

  it('closes the case when nothing is left, with everything that was open', () => {
    const told = tell(tell(claimed(), promise(500_00)).state, pays(500_00), { rows: owing(0) });
    expect(told.types).toEqual(['PaymentRecorded', 'PromiseKept', 'WaitBegan', 'AccountEnded', 'HandoffWithdrawn', 'CaseClosed']);
    expect(the('CaseClosed', told.events).why).toBe('paid');
  });

  it('in two payments of which the first finds the balance at zero already keeps the promise with the second', () => {
    const first = tell(promised(500_00), pays(250_00), { rows: owing(0) });
    expect([first.state.stage, first.types.includes('PromiseKept')]).toEqual(['closed', false]);
    const second = tell(first.state, pays(250_00), { rows: owing(0), now: TUESDAY + 1000 });
    expect(second.types).toEqual(['PaymentRecorded', 'PromiseKept']);
    expect(nextWake(second.state, [], TUESDAY)).toBeUndefined();
  });
});

it('neither keeps nor breaks a promise when a correction leaves nothing to pay', () => {
  const corrected = tell(promised(), { type: 'BalanceCorrected', entryId: 'e', accountId: 'loan' }, { rows: owing(0) });
  expect(corrected.types).toEqual(['BalanceChanged', 'AccountEnded', 'CaseClosed']);
  expect(nextWake(corrected.state, [], dueAt - 1000)).toBe(dueAt);
  const due = tell(corrected.state, { type: 'Woke' }, { rows: owing(0), now: dueAt });
  expect([due.types, nextWake(due.state, [], dueAt)]).toEqual([['PromiseWithdrawn'], undefined]);
});
