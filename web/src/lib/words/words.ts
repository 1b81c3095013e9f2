import type { NextAction } from '#domain/case/explain.ts';
import type { Disposition, HoldKind, Intent, RefusedReason, Why } from '#domain/case/vocabulary.ts';
import type { FactName } from '#domain/compliance/evaluators/evaluator.ts';
import type { AttemptStatus } from '#domain/contact/attempt-status.ts';
import type { Stage } from '#domain/case/case.ts';
import type { MemberRole } from '#api/scopes.ts';
import type { Channel } from '#domain/contact/channel.ts';
import type { CaseRow, ContactPoint, Named, Party } from '#lib/api/index.ts';
import { m } from '#lib/i18n/messages.ts';

type Words<Code extends string> = Readonly<Record<Code, () => string>>;

// A code of the domain without a word here does not compile.
export const CHANNEL_WORDS: Words<Channel> = { sms: m.channel_sms };

export const ROLE_WORDS: Words<MemberRole> = {
  collector: m.role_collector,
  strategist: m.role_strategist,
  supervisor: m.role_supervisor,
  admin: m.role_admin,
};

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

export const STAGE_WORDS: Words<Stage> = {
  new: m.stage_new,
  working: m.stage_working,
  promised: m.stage_promised,
  held: m.stage_held,
  'with-person': m.stage_with_person,
  closed: m.stage_closed,
};

export const QUEUE_WORDS: Words<CaseRow['queue']> = {
  callbacks: m.queue_callbacks,
  promises: m.queue_promises,
  handoffs: m.queue_handoffs,
  new: m.queue_new,
  working: m.queue_working,
  closed: m.queue_closed_title,
};

export const PARTY_WORDS: Words<Party['role']> = {
  debtor: m.party_debtor,
  'co-debtor': m.party_co_debtor,
  guarantor: m.party_guarantor,
  reference: m.party_reference,
};

export const PHONE_WORDS: Words<NonNullable<ContactPoint['phoneType']>> = {
  mobile: m.phone_mobile,
  home: m.phone_home,
  work: m.phone_work,
  other: m.phone_other,
};

export const POINT_WORDS: Words<ContactPoint['state']> = {
  unproved: m.point_unproved,
  'right-party': m.point_right_party,
  'wrong-person': m.point_wrong_person,
  invalid: m.point_invalid,
};

/** Holds and facts name the debtor and the machine by a word of the API; people by their own. */
export const actorName = ({ id, name }: Named): string => (id === 'debtor' ? m.party_debtor() : id === 'machine' ? m.the_machine() : name);

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
  'too-many-holds': m.refused_too_many_holds,
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
  'payment-not-seen': m.why_payment_not_seen,
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
  addressPrefix: m.fact_address_prefix,
  creditorType: m.fact_creditor_type,
  debt: m.fact_debt,
  holidays: m.fact_holidays,
  jurisdiction: m.fact_jurisdiction,
  line: m.fact_line,
  voice: m.fact_voice,
  zone: m.fact_zone,
};

/** Of what stands against any contact, whatever the rules say, and of what a rule may find. */
const GATE_REASON_WORDS: Readonly<Record<string, () => string>> = {
  'asked-already': m.gate_reason_asked_already,
  'evaluator-missing': m.gate_reason_evaluator_missing,
  forbidden: m.gate_reason_forbidden,
  'limit-reached': m.gate_reason_limit_reached,
  'no-consent': m.gate_reason_no_consent,
  'outside-hours': m.gate_reason_outside_hours,
  stopped: m.gate_reason_stopped,
  'CASE-CLOSED': m.stop_case_closed,
  'NO-OPEN-ACCOUNT': m.stop_no_open_account,
  'ZERO-BALANCE': m.stop_zero_balance,
  HOLD: m.stop_hold,
  'OPTED-OUT': m.stop_opted_out,
  'SWITCHED-OFF': m.stop_switched_off,
  'ADDRESS-GONE': m.stop_address_gone,
  'ADDRESS-NOT-THEIRS': m.stop_address_not_theirs,
  'NO-SENDER': m.stop_no_sender,
  'SANDBOX-ONLY': m.stop_sandbox_only,
};

/** A stop is no rule: its word says all there is. */
export const isStop = (rule: string | null): boolean => rule !== null && !/\d$/.test(rule) && rule in GATE_REASON_WORDS;

/** A tenant's own rule may give a reason that has no word yet: then its id speaks for it. */
export function gateReason(reason: string | null, rule: string | null): string {
  const word = GATE_REASON_WORDS[reason ?? ''] ?? GATE_REASON_WORDS[rule ?? ''];
  return word?.() ?? m.gate_reason_rule({ rule: rule ?? reason ?? '' });
}

const factWords: Readonly<Record<string, () => string>> = FACT_WORDS;
export const factWord = (fact: string): string => factWords[fact]?.() ?? fact;
