import type { Case } from '#domain/case/case.ts';
import { startDraft, type Decision, type Draft, type Handled } from '#domain/case/draft.ts';
import { endAccount, joinAccount, payment, settleBalances } from '#domain/case/decisions/accounts.ts';
import { endAttempt, giveUpStep } from '#domain/case/decisions/attempts.ts';
import { claimHandoff, completeHandoff, releaseHandoff, renewHandoff } from '#domain/case/decisions/handoffs.ts';
import { placeHold, releaseHold } from '#domain/case/decisions/holds.ts';
import { recordPromise } from '#domain/case/decisions/promises.ts';
import { optOut, reply } from '#domain/case/decisions/replies.ts';
import { skipStep } from '#domain/case/decisions/skip.ts';
import { wake } from '#domain/case/decisions/wake.ts';
import type { Facts } from '#domain/case/facts.ts';
import { proceed } from '#domain/case/proceed.ts';
import type { Taken } from '#domain/case/vocabulary.ts';

export type { Decision, Plan, Refused } from '#domain/case/draft.ts';

/**
 * What a case does about one input: facts to record and steps to take, or the reason for doing nothing.
 * Pure: time arrives in the input, everything else in `facts`, read in the transaction that records the outcome.
 * @throws RangeError when the playbook lacks the step the case stands at, or leads in a circle
 */
export function decide(state: Case, input: Taken, facts: Facts): Decision {
  const draft = startDraft(state, input, facts);
  const refusal = handle(draft);
  if (refusal && ('ignored' in refusal || 'refused' in refusal)) return refusal;
  settleBalances(draft);
  proceed(draft);
  return draft.plan(refusal?.answer);
}

function handle(draft: Draft): Handled {
  const { body } = draft.input;
  switch (body.type) {
    case 'CasePlaced':
      return open(draft);
    case 'AccountAdded':
      return joinAccount(draft, body.accountId);
    case 'AttemptEnded':
      return endAttempt(draft, body);
    case 'MessageReceived':
      return reply(draft, body);
    case 'OptedOut':
      return optOut(draft, body);
    case 'PaymentPosted':
      return payment(draft, body);
    case 'BalanceCorrected':
      return undefined;
    case 'AccountRecalled':
      return endAccount(draft, body.accountId, 'recalled');
    case 'AccountClosed':
      return endAccount(draft, body.accountId, 'closed-by-creditor');
    case 'ClockChanged':
      return undefined;
    case 'StepFailed':
      return giveUpStep(draft, body);
    case 'Woke':
      return wake(draft);
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
      return skipStep(draft, body.by);
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

function open(draft: Draft): Handled {
  if (draft.state.seq > 0) return { ignored: 'nothing-to-record' };
  const { playbook, accounts } = draft.facts;
  draft.record({ type: 'CaseOpened', playbook: playbook.key, version: playbook.version, accounts: accounts.length });
  for (const { id, balanceMinor, currency } of accounts) draft.record({ type: 'AccountJoined', accountId: id, balanceMinor, currency });
  return undefined;
}
