import type { Case, OpenAttempt, OpenPromise, Place, Stage } from '#domain/case/case.ts';
import type { CaseEvent, CaseFact } from '#domain/case/vocabulary.ts';
import { SWITCHED_OFF } from '#domain/contact/switched-off.ts';
import { neverLeft } from '#domain/contact/attempt-status.ts';

type Event<T extends CaseFact['type']> = Extract<CaseEvent, { type: T }>;

const REPLIES_KEPT = 20;
const ENDED_ACCOUNTS_KEPT = 20;
/** A step put off so often by rules that name a later moment gives up the contact point. */
export const DEFERRALS = 20;

/**
 * Folds one fact into a case. Pure and total: the same events give the same state in every release that knows them.
 * @throws UnknownEvent for an event of a newer release
 */
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
      return count(withBalance(state, event), event);
    case 'BalanceChanged':
      return withBalance(state, event);
    case 'AccountEnded':
      return { ...state, accounts: endedAccount(state.accounts, event.accountId) };
    case 'PlaceEntered':
      return { ...drop(state, 'wait'), place: { step: event.step, round: event.round, refused: [], deferred: 0 } };
    case 'WaitBegan':
      return { ...state, wait: { until: event.until, why: event.why, ...(event.rule && { rule: event.rule }) } };
    case 'StepSkipped':
      return drop(state, 'wait');
    case 'AttemptPlanned': {
      const { attemptId: id, partyId, contactPointId, channel, step, deadline } = event;
      const attempt: OpenAttempt = { id, partyId, contactPointId, channel, step, deadline, asked: 0 };
      return { ...drop(state, 'wait'), attempts: [...state.attempts, attempt] };
    }
    case 'AttemptEnded':
      return endAttempt(state, event);
    case 'ProviderAsked': {
      const { deadline, stepId } = event;
      const ask = (a: OpenAttempt) => ({ ...a, deadline, asked: a.asked + 1, ...(stepId && { askedBy: stepId }) });
      return { ...state, attempts: change(state.attempts, event.attemptId, ask) };
    }
    case 'WrongPersonReported':
      return leaveWrongPerson(state, event.contactPointId);
    case 'ReplyReceived': {
      const { messageId, partyId, contactPointId } = event;
      const replies = [...state.replies, messageId].slice(-REPLIES_KEPT);
      return { ...state, replies, ...(contactPointId && { lastAt: { partyId, contactPointId } }) };
    }
    case 'PromiseMade': {
      const { promiseId: id, amountMinor, currency, dueOn, dueAt } = event;
      return { ...drop(state, 'wait'), promise: { id, amountMinor, currency, dueOn, dueAt, paidMinor: 0 } };
    }
    case 'PromiseBroken':
      return { ...drop(state, 'promise'), ...(state.promise && { broken: state.promise }) };
    case 'PromiseKept':
      return drop(state, state.broken?.id === event.promiseId ? 'broken' : 'promise');
    case 'PromiseWithdrawn':
      return drop(state, 'promise');
    case 'HoldPlaced': {
      const { holdId: id, kind, until } = event;
      return { ...state, holds: [...without(state.holds, id), { id, kind, ...(until !== undefined && { until }) }] };
    }
    case 'HoldEnded':
      return { ...state, holds: without(state.holds, event.holdId) };
    case 'HandoffOffered': {
      const { handoffId: id, stepId, team, why, at: offeredAt } = event;
      return { ...drop(state, 'wait'), handoff: { id, stepId, team, why, offeredAt } };
    }
    case 'HandoffClaimed':
      return withHandoff(state, { claimedBy: event.by, claimedAt: event.realAt, leaseUntil: event.leaseUntil });
    case 'HandoffRenewed':
      return withHandoff(state, { leaseUntil: event.leaseUntil });
    case 'HandoffReturned': {
      if (!state.handoff) return state;
      const { id, stepId, team, why, offeredAt } = state.handoff;
      return { ...state, handoff: { id, stepId, team, why, offeredAt } };
    }
    case 'HandoffCompleted':
    case 'HandoffWithdrawn':
      return drop(state, 'handoff');
    case 'CaseClosed': {
      const { seq, attempts, accounts, replies, movedAt, promise, broken } = state;
      return {
        seq,
        stage: 'closed',
        attempts,
        holds: [],
        accounts,
        replies,
        movedAt,
        ...(promise && { promise }),
        ...(broken && { broken }),
      };
    }
    default:
      return unreachable(event);
  }
}

/** Money goes to the broken promise it would have kept, then to the open one; never to both. */
function count(state: Case, payment: Event<'PaymentRecorded'>): Case {
  const holds = state.holds.map((hold) => (hold.kind === 'paid-claim' ? { ...hold, paid: true } : hold));
  const { broken, promise } = state;
  if (broken && isTowards(broken, payment)) return { ...state, holds, broken: paidInto(broken, payment) };
  if (promise && isTowards(promise, payment)) return { ...state, holds, promise: paidInto(promise, payment) };
  return { ...state, holds };
}

/** Money can't have moved later than it was told of. The end of the due day is outside. */
const isTowards = ({ currency, dueAt }: OpenPromise, payment: Event<'PaymentRecorded'>): boolean =>
  payment.currency === currency && Math.min(payment.occurredAt ?? payment.at, payment.at) < dueAt;
const paidInto = (promise: OpenPromise, { amountMinor }: Event<'PaymentRecorded'>): OpenPromise => ({
  ...promise,
  paidMinor: promise.paidMinor + amountMinor,
});

function endAttempt(state: Case, ended: Event<'AttemptEnded'>): Case {
  const attempt = state.attempts.find(({ id }) => id === ended.attemptId);
  if (!attempt) return state;
  const { partyId, contactPointId, step } = attempt;
  const place = state.place?.step === step ? afterAttempt(state.place, attempt, ended) : state.place;
  return {
    ...state,
    attempts: without(state.attempts, attempt.id),
    ...(place && { place }),
    ...(!neverLeft(ended.status) && { lastAt: { partyId, contactPointId } }),
  };
}

/** What left waits for its answer; what can't leave, or did not arrive, gives up the contact point for this step. */
function afterAttempt(place: Place, { contactPointId, wrong }: OpenAttempt, { status, refusal }: Event<'AttemptEnded'>): Place {
  if (wrong) return refuse(place, contactPointId);
  if (!neverLeft(status)) return status === 'undelivered' ? refuse(place, contactPointId) : { ...place, sentTo: contactPointId };
  if (refusal?.rule === SWITCHED_OFF && refusal.notBefore !== undefined) return place;
  if (refusal?.notBefore === undefined || place.deferred + 1 >= DEFERRALS) return refuse(place, contactPointId);
  return { ...place, deferred: place.deferred + 1 };
}

/** Only a step that waits for an answer from there turns to somebody else; a rest or a person's wait is left alone. */
function leaveWrongPerson(state: Case, contactPointId: string): Case {
  const attempts = state.attempts.map((a) => (a.contactPointId === contactPointId ? { ...a, wrong: true } : a));
  const { place, wait } = state;
  if (place?.sentTo !== contactPointId) return { ...state, attempts };
  const turned = wait?.why === 'reply' ? drop(state, 'wait') : state;
  const { step, round, refused, deferred } = place;
  return { ...turned, attempts, place: refuse({ step, round, refused, deferred }, contactPointId) };
}

const refuse = (place: Place, contactPointId: string): Place => ({
  ...place,
  refused: [...place.refused.filter((id) => id !== contactPointId), contactPointId],
});

/** Derived after every event, so that it can't lag behind what it summarises. */
function stageOf(state: Case, event: CaseEvent): Stage {
  if (event.type === 'CaseClosed' || (state.stage === 'closed' && event.type !== 'CaseReopened')) return 'closed';
  if (state.handoff) return 'with-person';
  if (state.holds.length > 0) return 'held';
  if (state.promise) return 'promised';
  return state.place ? 'working' : 'new';
}

type Accounts = Case['accounts'];
const accountOf = (event: { accountId: string; balanceMinor: number; currency: string }, ended: boolean): Accounts[number] => ({
  id: event.accountId,
  balanceMinor: event.balanceMinor,
  currency: event.currency,
  ended,
});
const withBalance = (state: Case, event: { accountId: string; balanceMinor: number; currency: string }): Case => ({
  ...state,
  accounts: change(state.accounts, event.accountId, ({ ended }) => accountOf(event, ended)),
});

/** The oldest of many ended accounts are forgotten here; their rows are not. */
function endedAccount(accounts: Accounts, id: string): Accounts {
  const next = change(accounts, id, (account) => ({ ...account, ended: true }));
  const forgotten = new Set(
    next
      .filter(({ ended }) => ended)
      .slice(0, -ENDED_ACCOUNTS_KEPT)
      .map((account) => account.id),
  );
  return next.filter((account) => !forgotten.has(account.id));
}

const without = <T extends { readonly id: string }>(list: readonly T[], id: string): readonly T[] => list.filter((item) => item.id !== id);
const change = <T extends { readonly id: string }>(list: readonly T[], id: string, to: (item: T) => T): readonly T[] =>
  list.map((item) => (item.id === id ? to(item) : item));

function drop<K extends 'wait' | 'promise' | 'broken' | 'handoff'>(state: Case, key: K): Case {
  const rest = { ...state };
  delete (rest as { -readonly [P in keyof Case]: Case[P] })[key];
  return rest;
}

const withHandoff = (state: Case, changed: Partial<NonNullable<Case['handoff']>>): Case =>
  state.handoff ? { ...state, handoff: { ...state.handoff, ...changed } } : state;

/** An event of a newer release: not to be guessed at. */
export class UnknownEvent extends Error {
  override name = 'UnknownEvent';
}
function unreachable(event: never): never {
  throw new UnknownEvent(`newer release needed: event ${(event as { type: string }).type}`);
}
