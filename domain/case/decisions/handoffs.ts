import { overIfClosed, type Draft, type Handled } from '#domain/case/draft.ts';
import { makePromise, promiseProblem } from '#domain/case/decisions/promises.ts';
import { wait } from '#domain/case/proceed.ts';
import type { CaseInput } from '#domain/case/vocabulary.ts';
import { instantAt, MINUTE_MS } from '#domain/time/local.ts';

type Of<T extends CaseInput['type']> = Extract<CaseInput, { type: T }>;

/** A click made before an outage must not take a person's time after it. */
export const CLAIM_EXPIRES_MS = 30_000;
const FIRST_HOUR = '09:00';

export function claimHandoff(draft: Draft, { handoffId, by, requestedAt }: Of<'ClaimHandoff'>): Handled {
  const { state, input, facts } = draft;
  const open = state.handoff?.id === handoffId ? state.handoff : undefined;
  if (open?.claimedBy === by)
    return { answer: { accepted: true, ref: handoffId, ...(open.leaseUntil && { leaseUntil: open.leaseUntil }) } };
  if (open?.claimedBy) return { refused: 'taken', by: open.claimedBy, ...(open.claimedAt && { since: open.claimedAt }) };
  if (!open) return over(draft, handoffId);
  if (input.realAt - requestedAt > CLAIM_EXPIRES_MS) return { refused: 'expired' };
  const { collector } = facts;
  if (!collector || collector.held >= collector.capacity) return { refused: 'at-capacity' };
  const leaseUntil = lease(draft);
  draft.record({ type: 'HandoffClaimed', handoffId, by, leaseUntil });
  return { answer: { accepted: true, ref: handoffId, leaseUntil } };
}

export function renewHandoff(draft: Draft, { handoffId, by }: Of<'RenewHandoff'>): Handled {
  const problem = notYours(draft, handoffId, by);
  if (problem) return problem;
  const leaseUntil = lease(draft);
  draft.record({ type: 'HandoffRenewed', handoffId, leaseUntil });
  return { answer: { accepted: true, ref: handoffId, leaseUntil } };
}

export function releaseHandoff(draft: Draft, { handoffId, by }: Of<'ReleaseHandoff'>): Handled {
  const problem = notYours(draft, handoffId, by);
  if (problem) return problem;
  draft.record({ type: 'HandoffReturned', handoffId, how: 'released', by });
  return { answer: { accepted: true, ref: handoffId } };
}

export function completeHandoff(draft: Draft, request: Of<'CompleteHandoff'>): Handled {
  const { handoffId, by, disposition, promise } = request;
  const problem =
    overIfClosed(draft) ?? notYours(draft, handoffId, by) ?? (disposition === 'promise' ? promiseProblem(draft, promise) : undefined);
  if (problem) return problem;
  draft.record({ type: 'HandoffCompleted', handoffId, by, disposition });
  follow(draft, request);
  return { answer: { accepted: true, ref: handoffId } };
}

/** What the case does with what the collector reports. */
function follow(draft: Draft, { by, disposition, promise, resumeOn }: Of<'CompleteHandoff'>): void {
  const { input, facts, state } = draft;
  const holdId = input.id;
  const in_ = (days: number) => input.at + days * 24 * 60 * MINUTE_MS;
  switch (disposition) {
    case 'promise':
      if (promise) makePromise(draft, promise, by);
      return;
    case 'paid-claim':
      return draft.record({ type: 'HoldPlaced', holdId, kind: 'paid-claim', until: in_(3), by });
    case 'dispute':
      draft.record({ type: 'DisputeRaised', by });
      return draft.record({ type: 'HoldPlaced', holdId, kind: 'dispute', by });
    case 'dispute-settled':
      for (const hold of state.holds.filter(({ kind }) => kind === 'dispute')) draft.record({ type: 'HoldEnded', holdId: hold.id, by });
      return void wait(draft, facts.playbook.restAfterPerson, 'rest-after-person');
    case 'hardship':
      return draft.record({ type: 'HoldPlaced', holdId, kind: 'hardship', until: in_(30), by });
    case 'callback':
      if (!resumeOn) return void wait(draft, facts.playbook.restAfterPerson, 'rest-after-person');
      return draft.record({ type: 'WaitBegan', until: instantAt(resumeOn, FIRST_HOUR, facts.zones[0]), why: 'resume-day' });
    case 'wrong-person':
    case 'no-agreement':
      return void wait(draft, facts.playbook.restAfterPerson, 'rest-after-person');
  }
}

const lease = (draft: Draft) => draft.input.realAt + draft.facts.playbook.claimMinutes * MINUTE_MS;

function notYours(draft: Draft, handoffId: string, by: string): Handled {
  const { handoff } = draft.state;
  if (handoff?.id !== handoffId) return over(draft, handoffId);
  if (handoff.claimedBy !== by) return { refused: 'not-yours', ...(handoff.claimedBy && { by: handoff.claimedBy }) };
  return undefined;
}

function over(draft: Draft, handoffId: string): Handled {
  const ended = draft.facts.endedHandoffs?.find(({ id }) => id === handoffId);
  return { refused: 'handoff-over', ...(ended?.by && { by: ended.by }), ...(ended?.at !== undefined && { since: ended.at }) };
}
