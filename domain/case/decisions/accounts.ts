import { isClosed } from '#domain/case/case.ts';
import type { Draft, Handled } from '#domain/case/draft.ts';
import { wait } from '#domain/case/proceed.ts';
import type { CaseInput, Why } from '#domain/case/vocabulary.ts';

type Of<T extends CaseInput['type']> = Extract<CaseInput, { type: T }>;

/** A later placement of the same debtor joins the case, and opens it again if it had closed. */
export function joinAccount(draft: Draft, accountId: string): Handled {
  const account = draft.facts.accounts.find(({ id }) => id === accountId);
  if (!account) return { ignored: 'account-unknown' };
  if (draft.state.accounts.some(({ id, ended }) => id === accountId && !ended)) return { ignored: 'nothing-to-record' };
  if (isClosed(draft.state)) draft.record({ type: 'CaseReopened', why: 'new-account' });
  draft.record({ type: 'AccountJoined', accountId, balanceMinor: account.balanceMinor, currency: account.currency });
  return undefined;
}

/** A payment is recorded even on a closed case: money that came is a fact. */
export function payment(draft: Draft, { entryId, accountId, amountMinor }: Of<'PaymentPosted'>): Handled {
  const account = draft.facts.accounts.find(({ id }) => id === accountId);
  if (!account) return { ignored: 'account-unknown' };
  const { balanceMinor, currency } = account;
  draft.record({ type: 'PaymentRecorded', entryId, accountId, amountMinor, balanceMinor, currency });
  const { promise } = draft.state;
  if (promise && promise.paidMinor >= promise.amountMinor && draft.input.at < promise.dueAt) keepPromise(draft, promise.id);
  return undefined;
}

export function endAccount(draft: Draft, accountId: string, why: Why): Handled {
  const account = draft.state.accounts.find(({ id }) => id === accountId);
  if (!account || account.ended) return { ignored: 'account-unknown' };
  draft.record({ type: 'AccountEnded', accountId, why });
  return undefined;
}

/** Balances are the ledger's: whatever brought the case here, it follows them, ends paid accounts and closes with the last. */
export function settleBalances(draft: Draft): void {
  for (const { id, balanceMinor, currency } of draft.facts.accounts) {
    const known = draft.state.accounts.find((a) => a.id === id);
    if (known && known.balanceMinor !== balanceMinor) draft.record({ type: 'BalanceChanged', accountId: id, balanceMinor, currency });
  }
  for (const { id, status } of draft.facts.accounts) {
    const known = draft.state.accounts.find((a) => a.id === id);
    if (!known || known.ended) continue;
    if (status !== 'open')
      draft.record({ type: 'AccountEnded', accountId: id, why: status === 'recalled' ? 'recalled' : 'closed-by-creditor' });
    else if (known.balanceMinor <= 0) draft.record({ type: 'AccountEnded', accountId: id, why: 'paid' });
  }
  if (!isClosed(draft.state) && draft.state.accounts.length > 0 && draft.state.accounts.every(({ ended }) => ended)) close(draft);
}

function close(draft: Draft): void {
  const paid = draft.state.accounts.every(({ balanceMinor }) => balanceMinor <= 0);
  const why: Why = paid ? 'paid' : 'closed-by-creditor';
  const { promise, handoff, holds } = draft.state;
  if (promise) draft.record(paid ? { type: 'PromiseKept', promiseId: promise.id } : { type: 'PromiseWithdrawn', promiseId: promise.id });
  if (handoff) draft.record({ type: 'HandoffWithdrawn', handoffId: handoff.id, why });
  for (const { id } of holds) draft.record({ type: 'HoldEnded', holdId: id, by: 'closure' });
  draft.record({ type: 'CaseClosed', why });
}

/** Kept, and something is left to pay: a rest, then from the start. */
export function keepPromise(draft: Draft, promiseId: string): void {
  draft.record({ type: 'PromiseKept', promiseId });
  wait(draft, draft.facts.playbook.restAfterPerson, 'rest-after-person');
}
