import type { NextAction } from '#domain/case/explain.ts';
import type { Disposition, HoldKind, Intent, RefusedReason, Why } from '#domain/case/vocabulary.ts';
import type { FactName } from '#domain/compliance/evaluators/evaluator.ts';
import type { AttemptStatus } from '#domain/contact/attempt-status.ts';
import type { Channel } from '#domain/contact/channel.ts';
import { m } from '#lib/i18n/messages.ts';

type Words<Code extends string> = Readonly<Record<Code, () => string>>;

// A code of the domain without a word here does not compile.
export const CHANNEL_WORDS: Words<Channel> = { sms: m.channel_sms };

export const STATUS_WORDS: Words<AttemptStatus> = {
  reserved: m.status_reserved,
  suppressed: m.status_suppressed,
  cancelled: m.status_cancelled,
  submitting: m.status_submitting,
  unknown: m.status_unknown,
  submitted: m.status_submitted,
  sent: m.status_sent,
  undelivered: m.status_undelivered,
  delivered: m.status_delivered,
  read: m.status_read,
  failed: m.status_failed,
};

export const DISPOSITION_WORDS: Words<Disposition> = {
  promise: m.disposition_promise,
  'paid-claim': m.disposition_paid_claim,
  dispute: m.disposition_dispute,
  'dispute-settled': m.disposition_dispute_settled,
  hardship: m.disposition_hardship,
  callback: m.disposition_callback,
  'wrong-person': m.disposition_wrong_person,
  'no-agreement': m.disposition_no_agreement,
};

export const HOLD_WORDS: Words<HoldKind> = {
  manual: m.hold_manual,
  dispute: m.hold_dispute,
  'paid-claim': m.hold_paid_claim,
  hardship: m.hold_hardship,
  quality: m.hold_quality,
};

export const INTENT_WORDS: Words<Intent> = {
  'opt-out': m.intent_opt_out,
  'wrong-person': m.intent_wrong_person,
  dispute: m.intent_dispute,
  paid: m.intent_paid,
  promise: m.intent_promise,
  help: m.intent_help,
  unclear: m.intent_unclear,
};

export const REFUSED_WORDS: Words<Exclude<RefusedReason, 'taken'>> = {
  expired: m.refused_expired,
  'at-capacity': m.refused_at_capacity,
  'handoff-over': m.refused_handoff_over,
  'not-yours': m.refused_not_yours,
  'hold-unknown': m.refused_hold_unknown,
  'promise-amount': m.refused_promise_amount,
  'promise-day': m.refused_promise_day,
  'promise-needed': m.refused_promise_needed,
  'case-closed': m.refused_case_closed,
  'nothing-to-skip': m.refused_nothing_to_skip,
  stuck: m.refused_stuck,
};

export const WHY_WORDS: Words<Why | NextAction['because']> = {
  hours: m.why_hours,
  reply: m.why_reply,
  pause: m.why_pause,
  'rest-after-person': m.why_rest_after_person,
  rule: m.why_rule,
  'resume-day': m.why_resume_day,
  'no-way-to-reach': m.why_no_way_to_reach,
  'no-reply': m.why_no_reply,
  'unclear-reply': m.why_unclear_reply,
  'unclear-promise': m.why_unclear_promise,
  dispute: m.why_dispute,
  'promise-broken': m.why_promise_broken,
  'asked-for-help': m.why_asked_for_help,
  'step-failed': m.why_step_failed,
  skipped: m.why_skipped,
  paid: m.why_paid,
  recalled: m.why_recalled,
  'closed-by-creditor': m.why_closed_by_creditor,
  'new-account': m.why_new_account,
  hold: m.why_hold,
  promise: m.why_promise,
  'attempt-under-way': m.why_attempt_under_way,
  claimed: m.why_claimed,
  offered: m.why_offered,
  closed: m.why_closed,
  due: m.why_due,
};

export const NEXT_WORDS: Words<NextAction['what']> = {
  'send-sms': m.next_send_sms,
  'move-on': m.next_move_on,
  'offer-handoff': m.next_offer_handoff,
  'wait-for-person': m.next_wait_for_person,
  'wait-for-payment': m.next_wait_for_payment,
  'wait-for-provider': m.next_wait_for_provider,
  'wait-for-hold': m.next_wait_for_hold,
  nothing: m.next_nothing,
};

export const FACT_WORDS: Words<FactName> = {
  address: m.fact_address,
  creditorType: m.fact_creditor_type,
  debt: m.fact_debt,
  holidays: m.fact_holidays,
  jurisdiction: m.fact_jurisdiction,
  line: m.fact_line,
  voice: m.fact_voice,
  zone: m.fact_zone,
};

const GATE_REASON_WORDS: Record<string, () => string> = {
  'asked-already': m.gate_reason_asked_already,
  'evaluator-missing': m.gate_reason_evaluator_missing,
  forbidden: m.gate_reason_forbidden,
  'limit-reached': m.gate_reason_limit_reached,
  'no-consent': m.gate_reason_no_consent,
  'outside-hours': m.gate_reason_outside_hours,
  stopped: m.gate_reason_stopped,
};

/** Reasons come from rules, and a tenant's own rule may say one that has no word yet: then the rule's id speaks for it. */
export const gateReason = (reason: string | undefined, rule: string) =>
  (reason && GATE_REASON_WORDS[reason]?.()) ?? m.gate_reason_rule({ rule });
