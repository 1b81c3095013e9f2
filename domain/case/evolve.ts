import type { Case, Place, Stage } from '#domain/case/case.ts';
import type { CaseEvent, Refusal } from '#domain/case/vocabulary.ts';
import { neverLeft, type AttemptStatus } from '#domain/contact/attempt-status.ts';

const REPLIES_KEPT = 20;

/** Folds one fact into a case. Pure; the same events give the same state in every release that knows them. */
export function evolve(state: Case, event: CaseEvent): Case {
  const next = { ...fold(state, event), seq: state.seq + 1, movedAt: event.at };
  return { ...next, stage: stageOf(next, event) };
}

function fold(state: Case, event: CaseEvent): Case {
  switch (event.type) {
    case 'CaseOpened':
    case 'DisputeRaised':
    case 'ContactOptedOut':
    case 'StepGaveUp':
      return state;
    case 'CaseReopened':
      return { ...state, stage: 'working' };
    case 'AccountJoined':
      return { ...state, accounts: [...without(state.accounts, event.accountId), accountOf(event, false)] };
    case 'PaymentRecorded':
      return {
        ...state,
        accounts: state.accounts.map((a) => (a.id === event.accountId ? accountOf(event, a.ended) : a)),
        ...(state.promise && { promise: { ...state.promise, paidMinor: state.promise.paidMinor + event.amountMinor } }),
      };
    case 'BalanceChanged':
      return { ...state, accounts: state.accounts.map((a) => (a.id === event.accountId ? accountOf(event, a.ended) : a)) };
    case 'AccountEnded':
      return { ...state, accounts: state.accounts.map((a) => (a.id === event.accountId ? { ...a, ended: true } : a)) };
    case 'PlaceEntered':
      return { ...drop(state, 'wait'), place: { step: event.step, round: event.round, sent: false, refused: [] } };
    case 'WaitBegan':
      return { ...state, wait: { until: event.until, why: event.why, ...(event.rule && { rule: event.rule }) } };
    case 'StepSkipped':
      return drop(state, 'wait');
    case 'AttemptPlanned': {
      const { attemptId: id, partyId, contactPointId, channel, step, deadline } = event;
      return { ...drop(state, 'wait'), attempts: [...state.attempts, { id, partyId, contactPointId, channel, step, deadline }] };
    }
    case 'AttemptEnded': {
      const ended = state.attempts.find(({ id }) => id === event.attemptId);
      const place = ended && state.place?.step === ended.step ? afterAttempt(state.place, ended.contactPointId, event) : state.place;
      return { ...state, attempts: without(state.attempts, event.attemptId), ...(place && { place }) };
    }
    case 'WrongPersonReported': {
      const place = state.place && { ...state.place, sent: false, refused: [...state.place.refused, event.contactPointId] };
      return { ...drop(state, 'wait'), ...(place && { place }) };
    }
    case 'ProviderAsked':
      return { ...state, attempts: state.attempts.map((a) => (a.id === event.attemptId ? { ...a, deadline: event.deadline } : a)) };
    case 'ReplyReceived':
      return { ...state, replies: [...state.replies, event.messageId].slice(-REPLIES_KEPT) };
    case 'PromiseMade': {
      const { promiseId: id, amountMinor, currency, dueOn, dueAt } = event;
      return { ...drop(state, 'wait'), promise: { id, amountMinor, currency, dueOn, dueAt, paidMinor: 0 } };
    }
    case 'PromiseKept':
    case 'PromiseBroken':
    case 'PromiseWithdrawn':
      return drop(state, 'promise');
    case 'HoldPlaced': {
      const { holdId: id, kind, until } = event;
      return { ...state, holds: [...without(state.holds, id), { id, kind, ...(until !== undefined && { until }) }] };
    }
    case 'HoldEnded':
      return { ...state, holds: without(state.holds, event.holdId) };
    case 'HandoffOffered':
      return { ...drop(state, 'wait'), handoff: { id: event.handoffId, team: event.team, why: event.why, offeredAt: event.at } };
    case 'HandoffClaimed':
      return withHandoff(state, { claimedBy: event.by, claimedAt: event.realAt, leaseUntil: event.leaseUntil });
    case 'HandoffRenewed':
      return withHandoff(state, { leaseUntil: event.leaseUntil });
    case 'HandoffReturned': {
      if (!state.handoff) return state;
      const { id, team, why, offeredAt } = state.handoff;
      return { ...state, handoff: { id, team, why, offeredAt } };
    }
    case 'HandoffCompleted':
    case 'HandoffWithdrawn':
      return drop(state, 'handoff');
    case 'CaseClosed':
      return {
        seq: state.seq,
        stage: 'closed',
        attempts: state.attempts,
        holds: [],
        accounts: state.accounts,
        replies: state.replies,
        movedAt: state.movedAt,
      };
    default:
      return unreachable(event);
  }
}

/** A contact that left was sent; one that can't leave by this address closes it for this step; one that may later changes nothing. */
function afterAttempt(place: Place, contactPointId: string, { status, refusal }: { status: AttemptStatus; refusal?: Refusal }): Place {
  if (!neverLeft(status)) return { ...place, sent: true };
  if (refusal?.notBefore !== undefined) return place;
  return { ...place, refused: [...place.refused, contactPointId] };
}

/** Derived after every event, so that it can't lag behind what it summarises. */
function stageOf(state: Case, event: CaseEvent): Stage {
  if (event.type === 'CaseClosed' || (state.stage === 'closed' && event.type !== 'CaseReopened')) return 'closed';
  if (state.handoff) return 'with-person';
  if (state.holds.length > 0) return 'held';
  if (state.promise) return 'promised';
  return state.place ? 'working' : 'new';
}

const accountOf = (event: { accountId: string; balanceMinor: number; currency: string }, ended: boolean) => ({
  id: event.accountId,
  balanceMinor: event.balanceMinor,
  currency: event.currency,
  ended,
});
const without = <T extends { readonly id: string }>(list: readonly T[], id: string): readonly T[] => list.filter((item) => item.id !== id);

function drop<K extends 'wait' | 'promise' | 'handoff'>(state: Case, key: K): Case {
  const rest = { ...state };
  delete (rest as { -readonly [P in keyof Case]: Case[P] })[key];
  return rest;
}

const withHandoff = (state: Case, change: Partial<NonNullable<Case['handoff']>>): Case =>
  state.handoff ? { ...state, handoff: { ...state.handoff, ...change } } : state;

/** An event of a newer release: not to be guessed at. */
export class UnknownEvent extends Error {
  override name = 'UnknownEvent';
}
function unreachable(event: never): never {
  throw new UnknownEvent(`newer release needed: event ${(event as { type: string }).type}`);
}
