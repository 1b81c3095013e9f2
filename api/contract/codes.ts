import { z } from 'zod';
import { STAGES } from '#domain/case/case.ts';
import type { NextAction as DomainNextAction } from '#domain/case/explain.ts';
import { DISPOSITIONS, HOLD_KINDS, type CaseFact, type Why as DomainWhy } from '#domain/case/vocabulary.ts';
import { ATTEMPT_STATUSES } from '#domain/contact/attempt-status.ts';
import { CHANNELS } from '#domain/contact/channel.ts';
import { INTENTS } from '#domain/dialogue/intents.ts';
import { codes, TenantMoment } from '#api/contract/common.ts';

export const Stage = z.enum(STAGES).meta({ id: 'Stage' });
export const Channel = z.enum(CHANNELS).meta({ id: 'Channel' });
export const HoldKind = z.enum(HOLD_KINDS).meta({ id: 'HoldKind' });
export const Intent = z.enum(INTENTS).meta({ id: 'Intent' });
export const Disposition = z.enum(DISPOSITIONS).meta({ id: 'Disposition' });
export const AttemptStatus = z.enum(ATTEMPT_STATUSES).meta({ id: 'AttemptStatus' });

const WHY: Record<DomainWhy, true> = {
  hours: true,
  reply: true,
  pause: true,
  'rest-after-person': true,
  rule: true,
  'resume-day': true,
  'no-way-to-reach': true,
  'no-reply': true,
  'unclear-reply': true,
  'unclear-promise': true,
  dispute: true,
  'promise-broken': true,
  'payment-not-seen': true,
  'asked-for-help': true,
  'step-failed': true,
  skipped: true,
  paid: true,
  recalled: true,
  'closed-by-creditor': true,
  'new-account': true,
};
export const Why = codes(WHY).meta({ id: 'Why' });

export const NextAction = z
  .object({
    what: codes<DomainNextAction['what']>({
      'send-sms': true,
      'move-on': true,
      'offer-handoff': true,
      'wait-for-person': true,
      'wait-for-payment': true,
      'wait-for-provider': true,
      'wait-for-hold': true,
      nothing: true,
    }),
    at: TenantMoment.optional(),
    because: codes<DomainNextAction['because']>({
      ...WHY,
      hold: true,
      promise: true,
      'attempt-under-way': true,
      claimed: true,
      offered: true,
      closed: true,
      due: true,
    }),
    rule: z.string().optional(),
    step: z.string().optional(),
    template: z.string().optional(),
    then: z.string().optional().meta({ description: 'The step after this wait.' }),
  })
  .meta({ id: 'NextAction' });

/** Facts of a case that stand in the timeline by themselves; the others are told by the attempt, message or payment they belong to. */
export type TimelineFact = Exclude<
  CaseFact['type'],
  'AttemptPlanned' | 'AttemptEnded' | 'ReplyReceived' | 'PaymentRecorded' | 'BalanceChanged' | 'AccountJoined'
>;
export const TimelineFact = codes<TimelineFact>({
  CaseOpened: true,
  CaseReopened: true,
  PlaceEntered: true,
  WaitBegan: true,
  ProviderAsked: true,
  ContactOptedOut: true,
  WrongPersonReported: true,
  PromiseMade: true,
  PromiseKept: true,
  PromiseBroken: true,
  PromiseWithdrawn: true,
  DisputeRaised: true,
  HoldPlaced: true,
  HoldEnded: true,
  HandoffOffered: true,
  HandoffClaimed: true,
  HandoffRenewed: true,
  HandoffReturned: true,
  HandoffCompleted: true,
  HandoffWithdrawn: true,
  StepSkipped: true,
  StepGaveUp: true,
  AccountEnded: true,
  CaseClosed: true,
}).meta({ id: 'TimelineFact' });
