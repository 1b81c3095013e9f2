import type { Where } from '#domain/case/case.ts';
import { holdFor } from '#domain/case/decisions/holds.ts';
import { returnIdleClaim } from '#domain/case/decisions/overdue.ts';
import { dayProblem, makePromise, promiseProblem } from '#domain/case/decisions/promises.ts';
import { overIfClosed, type Draft, type Handled, type Of } from '#domain/case/draft.ts';
import { rest, wait } from '#domain/case/proceed.ts';
import { instantAt, MINUTE_MS } from '#domain/time/local.ts';

/** A click made before an outage must not take a person's time after it. */
export const CLAIM_EXPIRES_MS = 30_000;
const FIRST_HOUR = '09:00';
const PAID_CLAIM_DAYS = 3;
const HARDSHIP_DAYS = 30;

/** A colleague's claim is told of before anything else, with who was first and since when. */
export function claimHandoff(draft: Draft, { handoffId, by, requestedAt }: Of<'ClaimHandoff'>): Handled {
  if (draft.state.handoff?.id !== handoffId) return over(draft, handoffId);
  returnIdleClaim(draft);
  const { claimedBy, claimedAt, leaseUntil } = draft.state.handoff;
  if (claimedBy === by) return { answer: { accepted: true, ref: handoffId, ...(leaseUntil !== undefined && { leaseUntil }) } };
  if (claimedBy) return { refused: 'taken', by: claimedBy, ...(claimedAt !== undefined && { since: claimedAt }) };
  if (!(draft.input.realAt - requestedAt <= CLAIM_EXPIRES_MS)) return { refused: 'expired' };
  const { collector } = draft.facts;
  if (!collector || collector.held >= collector.capacity) return { refused: 'at-capacity' };
  return lend(draft, handoffId, (until) => ({ type: 'HandoffClaimed', handoffId, by, leaseUntil: until }));
}

/** A sign of life from whoever holds it. Late is early enough while nobody has taken it back. */
export function renewHandoff(draft: Draft, { handoffId, by }: Of<'RenewHandoff'>): Handled {
  return notYours(draft, handoffId, by) ?? lend(draft, handoffId, (leaseUntil) => ({ type: 'HandoffRenewed', handoffId, leaseUntil }));
}

export function releaseHandoff(draft: Draft, { handoffId, by }: Of<'ReleaseHandoff'>): Handled {
  const problem = notYours(draft, handoffId, by);
  if (problem) return problem;
  draft.record({ type: 'HandoffReturned', handoffId, how: 'released', by });
  return { answer: { accepted: true, ref: handoffId } };
}

export function completeHandoff(draft: Draft, request: Of<'CompleteHandoff'>): Handled {
  const { handoffId, by, disposition } = request;
  const problem = overIfClosed(draft) ?? notYours(draft, handoffId, by) ?? incomplete(draft, request);
  if (problem) return problem;
  const team = draft.state.handoff?.team;
  draft.record({ type: 'HandoffCompleted', handoffId, by, disposition });
  follow(draft, request, team);
  return { answer: { accepted: true, ref: handoffId } };
}

function incomplete(draft: Draft, { disposition, promise, resumeOn }: Of<'CompleteHandoff'>): Handled {
  if (disposition === 'promise') return promiseProblem(draft, promise);
  if (disposition === 'callback' && resumeOn !== undefined) return dayProblem(draft, resumeOn);
  return undefined;
}

/** What the case does with what the collector reports. Whatever it is, somebody or something has the case next. */
function follow(draft: Draft, { by, disposition, promise, resumeOn, contactPointId }: Of<'CompleteHandoff'>, team?: string): void {
  const { state, facts } = draft;
  switch (disposition) {
    case 'promise':
      if (promise) makePromise(draft, promise, by);
      return;
    case 'paid-claim':
      return holdFor(draft, 'paid-claim', by, PAID_CLAIM_DAYS);
    case 'dispute':
      draft.record({ type: 'DisputeRaised', by });
      holdFor(draft, 'dispute', by);
      // Whoever works on disputes keeps it, and sees it again after the rest; from others it goes to them at once.
      if (team === 'disputes') rest(draft);
      return;
    case 'dispute-settled':
      for (const { id } of state.holds.filter(({ kind }) => kind === 'dispute')) draft.record({ type: 'HoldEnded', holdId: id, by });
      return void rest(draft);
    case 'hardship':
      holdFor(draft, 'hardship', by, HARDSHIP_DAYS);
      return void wait(draft, { days: HARDSHIP_DAYS }, 'rest-after-person');
    case 'callback':
      if (resumeOn === undefined) return void rest(draft);
      return draft.record({ type: 'WaitBegan', until: instantAt(resumeOn, FIRST_HOUR, facts.zones[0]), why: 'resume-day' });
    case 'wrong-person':
      reportWrongPerson(draft, contactPointId);
      return void rest(draft);
    case 'no-agreement':
      return void rest(draft);
  }
}

/** Where somebody else answered is not written to again. Without the address being told, it is the last one in use. */
function reportWrongPerson(draft: Draft, contactPointId: string | undefined): void {
  const { lastAt } = draft.state;
  const owner = draft.facts.people.find(({ contactPoints }) => contactPoints.some(({ id }) => id === contactPointId));
  const where: Where | undefined = contactPointId === undefined ? lastAt : owner && { partyId: owner.partyId, contactPointId };
  if (where) draft.record({ type: 'WrongPersonReported', ...where });
}

function lend(draft: Draft, ref: string, fact: (leaseUntil: number) => Parameters<Draft['record']>[0]): Handled {
  const leaseUntil = draft.input.realAt + draft.facts.playbook.claimMinutes * MINUTE_MS;
  draft.record(fact(leaseUntil));
  return { answer: { accepted: true, ref, leaseUntil } };
}

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
