import { isClosed, type OpenPromise } from '#domain/case/case.ts';
import { holdFor } from '#domain/case/decisions/holds.ts';
import { makePromise, promiseProblem, type Offered } from '#domain/case/decisions/promises.ts';
import type { Draft, Handled, Of } from '#domain/case/draft.ts';
import { offer } from '#domain/case/proceed.ts';

/** Days a debtor who says the money is on its way is left in peace while it arrives. */
export const PAID_CLAIM_DAYS = 3;

/**
 * What the debtor wrote interrupts whatever the playbook was waiting for. An attempt under way is not called back: the
 * gate stops it where stopping matters. A closed case only takes down what was said.
 */
export function reply(draft: Draft, message: Of<'MessageReceived'>): Handled {
  const { messageId, partyId, contactPointId, intent, amountMinor, dueOn } = message;
  if (draft.state.replies.includes(messageId)) return { ignored: 'reply-already-recorded' };
  const told = { ...(amountMinor !== undefined && { amountMinor }), ...(dueOn && { dueOn }) };
  draft.record({ type: 'ReplyReceived', messageId, partyId, contactPointId, intent, ...told });
  if (intent === 'wrong-person') draft.record({ type: 'WrongPersonReported', partyId, contactPointId });
  if (intent === 'dispute') draft.record({ type: 'DisputeRaised', by: 'debtor' });
  if (!isClosed(draft.state)) follow(draft, message);
  return undefined;
}

function follow(draft: Draft, { intent, amountMinor, dueOn }: Of<'MessageReceived'>): void {
  switch (intent) {
    case 'opt-out': // the latch closed the lane when the words arrived; `OptedOut` tells of it
    case 'wrong-person':
      return;
    case 'paid':
      return holdFor(draft, 'paid-claim', 'debtor', PAID_CLAIM_DAYS);
    case 'dispute':
      holdFor(draft, 'dispute', 'debtor');
      return void offer(draft, 'disputes', 'dispute');
    case 'promise':
      return promise(draft, amountMinor, dueOn);
    case 'help':
      return void offer(draft, 'collections', 'asked-for-help');
    case 'unclear':
      return void offer(draft, 'collections', 'unclear-reply');
  }
}

/** Words make a promise only where they leave nothing open, and never put off the one that runs: that is a person's to grant. */
function promise(draft: Draft, amountMinor?: number, dueOn?: string): void {
  const [currency, another] = new Set(draft.state.accounts.filter(({ ended }) => !ended).map((account) => account.currency));
  const isClear = amountMinor !== undefined && dueOn !== undefined && currency !== undefined && another === undefined;
  const offered = isClear ? { amountMinor, currency, dueOn } : undefined;
  const running = draft.state.promise;
  if (!offered || promiseProblem(draft, offered) || (running && !isNoWorse(offered, running)))
    return void offer(draft, 'collections', 'unclear-promise');
  if (!running || running.amountMinor !== offered.amountMinor || running.dueOn !== offered.dueOn) makePromise(draft, offered, 'debtor');
}

const isNoWorse = (offered: Offered, running: OpenPromise): boolean =>
  offered.currency === running.currency && offered.amountMinor >= running.amountMinor && offered.dueOn <= running.dueOn;

/** The lane is closed already, by the latch; the case turns to what is left when its next moment comes. */
export function optOut(draft: Draft, { partyId, channel }: Of<'OptedOut'>): Handled {
  draft.record({ type: 'ContactOptedOut', partyId, channel });
  return undefined;
}
