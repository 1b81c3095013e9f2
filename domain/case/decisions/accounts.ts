import { isClosed } from '#domain/case/case.ts';
import type { Draft, Handled, Of } from '#domain/case/draft.ts';
import type { Why } from '#domain/case/vocabulary.ts';

/** A case begins with the accounts that are there, whichever input it hears first. */
export function openCase(draft: Draft): void {
  const { playbook, accounts } = draft.facts;
  draft.record({ type: 'CaseOpened', playbook: playbook.key, version: playbook.version, accounts: accounts.length });
  for (const { id, balanceMinor, currency } of accounts) draft.record({ type: 'AccountJoined', accountId: id, balanceMinor, currency });
}

/** A later placement of the same debtor joins the case, and opens it again if it had closed. Nothing else opens it again. */
export function joinAccount(draft: Draft, { accountId }: Of<'AccountAdded'>): Handled {
  const account = draft.facts.accounts.find(({ id }) => id === accountId);
  if (!account) return { ignored: 'account-unknown' };
  const isIn = draft.state.accounts.some(({ id, ended }) => id === accountId && !ended);
  if (account.status !== 'open' || (isIn && !draft.isFirst)) return { ignored: 'nothing-to-record' };
  if (isIn) return undefined;
  if (isClosed(draft.state)) draft.record({ type: 'CaseReopened', why: 'new-account' });
  draft.record({ type: 'AccountJoined', accountId, balanceMinor: account.balanceMinor, currency: account.currency });
  return undefined;
}

/** An account leaves the case; the case closes with its last. */
export function endAccount(draft: Draft, accountId: string, why: 'recalled' | 'closed-by-creditor'): Handled {
  const account = draft.state.accounts.find(({ id }) => id === accountId);
  if (!account || account.ended) return { ignored: 'account-unknown' };
  draft.record({ type: 'AccountEnded', accountId, why });
  return undefined;
}

/** Balances are the ledger's: whatever brought the case here, it follows them, ends paid accounts and closes with the last. */
export function settleBalances(draft: Draft): void {
  for (const { id, balanceMinor, currency, status } of draft.facts.accounts) {
    const known = draft.state.accounts.find((account) => account.id === id);
    if (!known) continue;
    if (known.balanceMinor !== balanceMinor) draft.record({ type: 'BalanceChanged', accountId: id, balanceMinor, currency });
    const why = endOf(status, balanceMinor);
    if (!known.ended && why) draft.record({ type: 'AccountEnded', accountId: id, why });
  }
  const { accounts } = draft.state;
  if (!isClosed(draft.state) && accounts.length > 0 && accounts.every(({ ended }) => ended)) close(draft);
}

function endOf(status: 'open' | 'closed' | 'recalled', balanceMinor: number): Why | undefined {
  if (status === 'recalled') return 'recalled';
  if (balanceMinor <= 0) return 'paid';
  return status === 'closed' ? 'closed-by-creditor' : undefined;
}

/**
 * Everything open is withdrawn, save one: a promise of a case that is paid stays until its payments have been heard of.
 * The balance may run ahead of them, and a correction to zero is no payment.
 */
function close(draft: Draft): void {
  const why = draft.events.findLast((event) => event.type === 'AccountEnded')?.why ?? 'closed-by-creditor';
  const { promise, handoff, holds } = draft.state;
  if (promise && why !== 'paid') draft.record({ type: 'PromiseWithdrawn', promiseId: promise.id });
  if (handoff) draft.record({ type: 'HandoffWithdrawn', handoffId: handoff.id, stepId: handoff.stepId, why });
  for (const { id } of holds) draft.record({ type: 'HoldEnded', holdId: id, by: 'closure' });
  draft.record({ type: 'CaseClosed', why });
}
