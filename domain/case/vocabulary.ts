import type { AttemptStatus } from '#domain/contact/attempt-status.ts';
import type { Channel } from '#domain/contact/channel.ts';
import type { Intent } from '#domain/dialogue/intents.ts';
import type { LocalDate } from '#domain/time/local.ts';
import type { Instant } from '#domain/time/clock.ts';
export type { Case } from '#domain/case/case.ts';
export type { Intent } from '#domain/dialogue/intents.ts';

/** What happened elsewhere: past tense, never refused, ignored with a reason at most. */
export const FACTS = [
  'CasePlaced',
  'AccountAdded',
  'AttemptEnded',
  'MessageReceived',
  'OptedOut',
  'PaymentPosted',
  'BalanceCorrected',
  'AccountRecalled',
  'AccountClosed',
  'ClockChanged',
  'StepFailed',
  'Woke',
] as const;
/** What somebody asks for: imperative, and may be refused. */
export const REQUESTS = [
  'ClaimHandoff',
  'RenewHandoff',
  'ReleaseHandoff',
  'CompleteHandoff',
  'PlaceHold',
  'ReleaseHold',
  'RecordPromise',
  'SkipStep',
] as const;
export type FactName = (typeof FACTS)[number];
export type RequestName = (typeof REQUESTS)[number];

export const DISPOSITIONS = [
  'promise',
  'paid-claim',
  'dispute',
  'dispute-settled',
  'hardship',
  'callback',
  'wrong-person',
  'no-agreement',
] as const;
export type Disposition = (typeof DISPOSITIONS)[number];

export const HOLD_KINDS = ['manual', 'dispute', 'paid-claim', 'hardship', 'quality'] as const;
export type HoldKind = (typeof HOLD_KINDS)[number];

/** Why the gate kept an attempt from leaving. `notBefore`: the earliest legal moment, on the tenant's calendar. */
export type Refusal = { rule: string; notBefore?: Instant };
type Money = { amountMinor: number; currency: string };
type Requested = { by: string; requestedAt: Instant };

/** Bodies hold ids and figures only: no name, number, address or text. */
export type CaseInput =
  | { type: 'CasePlaced' }
  | { type: 'AccountAdded'; accountId: string }
  | { type: 'AttemptEnded'; attemptId: string; status: AttemptStatus; refusal?: Refusal }
  | {
      type: 'MessageReceived';
      messageId: string;
      partyId: string;
      contactPointId: string;
      intent: Intent;
      amountMinor?: number;
      dueOn?: LocalDate;
    }
  | { type: 'OptedOut'; partyId: string; channel: Channel }
  /** `occurredAt`: when the money moved, on the tenant's calendar; without it, when the case hears of it. */
  | { type: 'PaymentPosted'; entryId: string; accountId: string; amountMinor: number; occurredAt?: Instant }
  | { type: 'BalanceCorrected'; entryId: string; accountId: string }
  | { type: 'AccountRecalled'; accountId: string }
  | { type: 'AccountClosed'; accountId: string }
  | { type: 'ClockChanged' }
  | { type: 'StepFailed'; stepId: string; code: string }
  | { type: 'Woke' }
  | ({ type: 'ClaimHandoff'; handoffId: string } & Requested)
  | ({ type: 'RenewHandoff'; handoffId: string } & Requested)
  | ({ type: 'ReleaseHandoff'; handoffId: string } & Requested)
  | ({
      type: 'CompleteHandoff';
      handoffId: string;
      disposition: Disposition;
      promise?: Money & { dueOn: LocalDate };
      /** For `callback`: the day on which a person calls back. */
      resumeOn?: LocalDate;
      /** For `wrong-person`: where somebody else answered; without it, where the case last wrote to or heard from. */
      contactPointId?: string;
    } & Requested)
  | ({ type: 'PlaceHold'; holdId: string; kind: HoldKind; until?: Instant } & Requested)
  | ({ type: 'ReleaseHold'; holdId: string } & Requested)
  | ({ type: 'RecordPromise'; dueOn: LocalDate } & Money & Requested)
  | ({ type: 'SkipStep' } & Requested);

/** An input with its identity and its moment, on both clocks. */
export type Taken<Input extends CaseInput = CaseInput> = { id: string; body: Input; at: Instant; realAt: Instant };

/** Why the case waits, for people and for the summary of the timer. */
export type Why =
  | 'hours'
  | 'reply'
  | 'pause'
  | 'rest-after-person'
  | 'rule'
  | 'resume-day'
  | 'no-way-to-reach'
  | 'no-reply'
  | 'unclear-reply'
  | 'unclear-promise'
  | 'dispute'
  | 'promise-broken'
  | 'payment-not-seen'
  | 'asked-for-help'
  | 'step-failed'
  | 'skipped'
  | 'paid'
  | 'recalled'
  | 'closed-by-creditor'
  | 'new-account';

export type CaseFact =
  | { type: 'CaseOpened'; playbook: string; version: number; accounts: number }
  | { type: 'CaseReopened'; why: Why }
  | { type: 'AccountJoined'; accountId: string; balanceMinor: number; currency: string }
  | { type: 'PlaceEntered'; step: string; round: number }
  | { type: 'WaitBegan'; until: Instant; why: Why; rule?: string }
  | {
      type: 'AttemptPlanned';
      attemptId: string;
      partyId: string;
      contactPointId: string;
      channel: Channel;
      template: string;
      step: string;
      deadline: Instant;
    }
  | { type: 'AttemptEnded'; attemptId: string; status: AttemptStatus; refusal?: Refusal }
  | { type: 'ProviderAsked'; attemptId: string; deadline: Instant; stepId?: string }
  | {
      type: 'ReplyReceived';
      messageId: string;
      partyId: string;
      contactPointId?: string;
      intent: Intent;
      amountMinor?: number;
      dueOn?: LocalDate;
    }
  | { type: 'ContactOptedOut'; partyId: string; channel: Channel }
  | { type: 'WrongPersonReported'; partyId: string; contactPointId: string }
  | { type: 'PromiseMade'; promiseId: string; amountMinor: number; currency: string; dueOn: LocalDate; dueAt: Instant; by: string }
  | { type: 'PromiseKept'; promiseId: string }
  | { type: 'PromiseBroken'; promiseId: string; paidMinor: number }
  | { type: 'PromiseWithdrawn'; promiseId: string }
  | {
      type: 'PaymentRecorded';
      entryId: string;
      accountId: string;
      amountMinor: number;
      balanceMinor: number;
      currency: string;
      occurredAt?: Instant;
    }
  | { type: 'BalanceChanged'; accountId: string; balanceMinor: number; currency: string }
  | { type: 'DisputeRaised'; by: string }
  | { type: 'HoldPlaced'; holdId: string; kind: HoldKind; until?: Instant; by: string }
  | { type: 'HoldEnded'; holdId: string; by: string }
  | { type: 'HandoffOffered'; handoffId: string; stepId: string; team: string; why: Why }
  | { type: 'HandoffClaimed'; handoffId: string; by: string; leaseUntil: Instant }
  | { type: 'HandoffRenewed'; handoffId: string; leaseUntil: Instant }
  | { type: 'HandoffReturned'; handoffId: string; how: 'released' | 'lease-ended'; by: string }
  | { type: 'HandoffCompleted'; handoffId: string; by: string; disposition: Disposition }
  /** `stepId`: the step that puts it before people, not to be taken any more. */
  | { type: 'HandoffWithdrawn'; handoffId: string; stepId: string; why: Why }
  | { type: 'StepSkipped'; by: string }
  | { type: 'StepGaveUp'; stepId: string; code: string }
  | { type: 'AccountEnded'; accountId: string; why: Why }
  | { type: 'CaseClosed'; why: Why };

/** A fact with the moment it was decided, on both clocks. */
export type CaseEvent = CaseFact & { at: Instant; realAt: Instant };

/** Something to do, done by the activity of that name. `because` is plain English without anybody's data. */
export type Step = { id: string; because: string } & (
  | { type: 'sendSms'; partyId: string; contactPointId: string; template: string; place: string }
  | { type: 'offerHandoff'; handoffId: string; team: string; why: Why }
  | { type: 'askProvider'; attemptId: string }
);
export type StepType = Step['type'];

export const IGNORED = [
  'attempt-unknown',
  'attempt-already-ended',
  'case-closed',
  'account-unknown',
  'nothing-to-record',
  'reply-already-recorded',
  'step-unknown',
] as const;
export type IgnoredReason = (typeof IGNORED)[number];

export const REFUSED = [
  'expired',
  'taken',
  'at-capacity',
  'handoff-over',
  'not-yours',
  'hold-unknown',
  'too-many-holds',
  'promise-amount',
  'promise-day',
  'promise-needed',
  'case-closed',
  'nothing-to-skip',
  'stuck',
] as const;
export type RefusedReason = (typeof REFUSED)[number];

/** What became of an input, kept on its row: the same for every repetition. */
export type Answer =
  | { accepted: true; ref?: string; leaseUntil?: Instant }
  | { refused: RefusedReason; by?: string; since?: Instant }
  | { ignored: IgnoredReason };
