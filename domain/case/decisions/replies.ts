import { makePromise, promiseProblem } from '#domain/case/decisions/promises.ts';
import type { Draft, Handled } from '#domain/case/draft.ts';
import { offer } from '#domain/case/proceed.ts';
import type { CaseInput } from '#domain/case/vocabulary.ts';
import { DAY_MS } from '#domain/time/local.ts';

type Of<T extends CaseInput['type']> = Extract<CaseInput, { type: T }>;

/** Days a debtor who says the money is on its way is left in peace while it arrives. */
const PAID_CLAIM_DAYS = 3;

/** What the debtor wrote interrupts whatever the playbook was waiting for. */
export function reply(draft: Draft, message: Of<'MessageReceived'>): Handled {
  const { messageId, partyId, intent, amountMinor, dueOn } = message;
  if (draft.state.replies.includes(messageId)) return { ignored: 'reply-already-recorded' };
  const told = { ...(amountMinor !== undefined && { amountMinor }), ...(dueOn && { dueOn }) };
  draft.record({ type: 'ReplyReceived', messageId, partyId, intent, ...told });
  if (draft.state.stage !== 'closed') follow(draft, message);
  return undefined;
}

function follow(draft: Draft, { partyId, contactPointId, intent, amountMinor, dueOn }: Of<'MessageReceived'>): void {
  const { input, state } = draft;
  switch (intent) {
    case 'opt-out': // the latch closed the lane when the words arrived; `OptedOut` tells of it
      return;
    case 'wrong-person':
      return draft.record({ type: 'WrongPersonReported', partyId, contactPointId });
    case 'paid':
      return draft.record({
        type: 'HoldPlaced',
        holdId: input.id,
        kind: 'paid-claim',
        until: input.at + PAID_CLAIM_DAYS * DAY_MS,
        by: 'debtor',
      });
    case 'dispute':
      draft.record({ type: 'DisputeRaised', by: 'debtor' });
      draft.record({ type: 'HoldPlaced', holdId: input.id, kind: 'dispute', by: 'debtor' });
      return offer(draft, 'disputes', 'dispute');
    case 'promise': {
      const currency = state.accounts.find(({ ended }) => !ended)?.currency ?? '';
      const offered = amountMinor !== undefined && dueOn ? { amountMinor, currency, dueOn } : undefined;
      if (!offered || promiseProblem(draft, offered)) return offer(draft, 'collections', 'unclear-promise');
      return makePromise(draft, offered, 'debtor');
    }
    case 'help':
      return offer(draft, 'collections', 'asked-for-help');
    case 'unclear':
      return offer(draft, 'collections', 'unclear-reply');
  }
}

/** The lane is closed already, by the latch; the case turns to what is left. */
export function optOut(draft: Draft, { partyId, channel }: Of<'OptedOut'>): Handled {
  draft.record({ type: 'ContactOptedOut', partyId, channel });
  return undefined;
}
