import type { FactItem } from '#lib/api/index.ts';
import { amount, localDay, moment } from '#lib/i18n/format.ts';
import { m } from '#lib/i18n/messages.ts';
import { CHANNEL_WORDS, DISPOSITION_WORDS, HOLD_WORDS, WHY_WORDS } from '#lib/words/words.ts';
import { stepName } from './next-words.ts';

type Reading = { zone: string; now: number };

/** One sentence for one fact of a case. */
export function factWords(fact: FactItem, { zone, now }: Reading): string {
  const name = fact.actor.name ?? (fact.actor.kind === 'machine' ? m.the_machine() : m.somebody_else());
  const why = fact.why ? WHY_WORDS[fact.why]() : '';
  const money = (minor: number | undefined) =>
    minor === undefined ? '' : `${amount(minor, fact.currency ?? '')} ${fact.currency ?? ''}`.trim();
  const when = (iso: string | undefined) => (iso ? moment(Date.parse(iso), zone, now) : '');
  const promise = { amount: money(fact.amountMinor), day: fact.dueOn ? localDay(fact.dueOn) : '' };
  switch (fact.type) {
    case 'CaseOpened':
      return m.tl_case_opened();
    case 'CaseReopened':
      return m.tl_case_reopened({ why });
    case 'PlaceEntered':
      return m.tl_place_entered({ step: stepName(fact.step ?? '') });
    case 'WaitBegan':
      return m.tl_wait_began({ until: when(fact.until), why: fact.rule ? m.why_with_rule({ why, rule: fact.rule }) : why });
    case 'ProviderAsked':
      return m.tl_provider_asked();
    case 'ContactOptedOut':
      return m.tl_opted_out({ channel: fact.channel ? CHANNEL_WORDS[fact.channel]() : '' });
    case 'WrongPersonReported':
      return m.tl_wrong_person();
    case 'PromiseMade':
      return m.tl_promise_made(promise);
    case 'PromiseKept':
      return m.tl_promise_kept();
    case 'PromiseBroken':
      return fact.paidMinor ? m.tl_promise_broken_part({ paid: money(fact.paidMinor) }) : m.tl_promise_broken();
    case 'PromiseWithdrawn':
      return m.tl_promise_withdrawn();
    case 'DisputeRaised':
      return m.tl_dispute_raised();
    case 'HoldPlaced': {
      const kind = fact.holdKind ? HOLD_WORDS[fact.holdKind]() : '';
      return fact.until ? m.tl_hold_until({ kind, until: when(fact.until) }) : m.tl_hold({ kind });
    }
    case 'HoldEnded':
      return m.tl_hold_ended();
    case 'HandoffOffered':
      return m.tl_handoff_offered({ why });
    case 'HandoffClaimed':
      return m.tl_handoff_claimed({ name });
    case 'HandoffRenewed':
      return m.tl_handoff_renewed({ name });
    case 'HandoffReturned':
      return fact.how === 'lease-ended' ? m.tl_handoff_lapsed() : m.tl_handoff_released({ name });
    case 'HandoffCompleted':
      return m.tl_handoff_completed({ name, disposition: fact.disposition ? DISPOSITION_WORDS[fact.disposition]() : '' });
    case 'HandoffWithdrawn':
      return m.tl_handoff_withdrawn({ why });
    case 'StepSkipped':
      return m.tl_step_skipped({ name });
    case 'StepGaveUp':
      return m.tl_step_gave_up({ code: fact.code ?? '' });
    case 'AccountEnded':
      return m.tl_account_ended({ account: fact.accountRef ?? '', why });
    case 'CaseClosed':
      return m.tl_case_closed({ why });
  }
}
