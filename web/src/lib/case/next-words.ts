import type { NextAction } from '#lib/api/index.ts';
import { moment } from '#lib/i18n/format.ts';
import { m } from '#lib/i18n/messages.ts';
import { NEXT_WORDS, WHY_WORDS } from '#lib/words/words.ts';

/** A step's name as a person reads it: playbooks name their steps in kebab-case. */
export const stepName = (step: string) => step.replaceAll('-', ' ');

/** 'SMS, Wed 09:00', in the debtor's time. */
export function nextWhat({ what, at, because }: NextAction, zone: string, now: number): string {
  const word = NEXT_WORDS[what]();
  if (at) return m.next_at({ what: word, when: moment(Date.parse(at), zone, now) });
  return because === 'due' ? m.next_at({ what: word, when: m.due_now() }) : word;
}

/** Why, and where in the playbook: 'because time to reply. Step morning sms, then evening sms.' */
export function nextBecause({ because, rule, step, then }: NextAction): string {
  const why = rule ? m.why_with_rule({ why: WHY_WORDS[because](), rule }) : WHY_WORDS[because]();
  const place = step && (then ? m.next_step_then({ step: stepName(step), then: stepName(then) }) : m.next_step({ step: stepName(step) }));
  return [m.because({ why }), place].filter(Boolean).join(' ');
}
