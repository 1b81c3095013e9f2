import type { Case } from '#domain/case/case.ts';
import { startDraft, type Decision, type Draft, type Handled } from '#domain/case/draft.ts';
import { endAccount, joinAccount, openCase, settleBalances } from '#domain/case/decisions/accounts.ts';
import { endAttempt } from '#domain/case/decisions/attempts.ts';
import { giveUpStep } from '#domain/case/decisions/failures.ts';
import { claimHandoff, completeHandoff, releaseHandoff, renewHandoff } from '#domain/case/decisions/handoffs.ts';
import { placeHold, releaseHold } from '#domain/case/decisions/holds.ts';
import { catchUp } from '#domain/case/decisions/overdue.ts';
import { payment } from '#domain/case/decisions/payments.ts';
import { recordPromise } from '#domain/case/decisions/promises.ts';
import { optOut, reply } from '#domain/case/decisions/replies.ts';
import { skipStep } from '#domain/case/decisions/skip.ts';
import type { Facts } from '#domain/case/facts.ts';
import { proceed } from '#domain/case/proceed.ts';
import type { Taken } from '#domain/case/vocabulary.ts';

export type { Decision, Plan, Refused } from '#domain/case/draft.ts';

/**
 * What a case does about one input: facts to record and steps to take, or the reason for doing nothing.
 * Pure: time arrives in the input, everything else in `facts`, read in the transaction that records the outcome.
 * Whatever comes first opens the case; whatever is accepted also deals with all that is overdue by then.
 * @throws UnknownInput for an input of a newer release
 * @throws RangeError when the playbook lacks the step the case stands at, or a zone is unknown
 */
export function decide(state: Case, input: Taken, facts: Facts): Decision {
  const draft = startDraft(state, input, facts);
  if (state.seq === 0) openCase(draft);
  const handled = handle(draft);
  if (handled && ('ignored' in handled || 'refused' in handled)) return handled;
  catchUp(draft);
  settleBalances(draft);
  proceed(draft);
  return draft.plan(handled?.answer);
}

function handle(draft: Draft): Handled {
  const { body } = draft.input;
  switch (body.type) {
    case 'CasePlaced':
      return draft.isFirst ? undefined : { ignored: 'nothing-to-record' };
    case 'AccountAdded':
      return joinAccount(draft, body);
    case 'AttemptEnded':
      return endAttempt(draft, body);
    case 'MessageReceived':
      return reply(draft, body);
    case 'OptedOut':
      return optOut(draft, body);
    case 'PaymentPosted':
      return payment(draft, body);
    case 'AccountRecalled':
      return endAccount(draft, body.accountId, 'recalled');
    case 'AccountClosed':
      return endAccount(draft, body.accountId, 'closed-by-creditor');
    case 'StepFailed':
      return giveUpStep(draft, body);
    case 'BalanceCorrected': // the balance is among the facts
    case 'ClockChanged': // so are the anchors: only the wake moves
    case 'Woke': // nothing but the moment
      return undefined;
    case 'ClaimHandoff':
      return claimHandoff(draft, body);
    case 'RenewHandoff':
      return renewHandoff(draft, body);
    case 'ReleaseHandoff':
      return releaseHandoff(draft, body);
    case 'CompleteHandoff':
      return completeHandoff(draft, body);
    case 'PlaceHold':
      return placeHold(draft, body);
    case 'ReleaseHold':
      return releaseHold(draft, body);
    case 'RecordPromise':
      return recordPromise(draft, body);
    case 'SkipStep':
      return skipStep(draft, body);
    default:
      throw new UnknownInput(body);
  }
}

/** An input of a newer release: retried until that release runs. */
export class UnknownInput extends Error {
  override name = 'UnknownInput';
  constructor(body: never) {
    super(`newer release needed: input ${(body as { type: string }).type}`);
  }
}
