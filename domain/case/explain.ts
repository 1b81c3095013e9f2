import { isClosed, type Case } from '#domain/case/case.ts';
import type { Facts } from '#domain/case/facts.ts';
import type { Why } from '#domain/case/vocabulary.ts';
import { stepOf } from '#domain/playbook/playbook.ts';
import type { Instant } from '#domain/time/clock.ts';

/** What the machine does next, when and why, in codes that a screen puts into words. `at` is on the tenant's calendar. */
export type NextAction = {
  what:
    'send-sms' | 'move-on' | 'offer-handoff' | 'wait-for-person' | 'wait-for-payment' | 'wait-for-provider' | 'wait-for-hold' | 'nothing';
  at?: Instant;
  because: Why | 'hold' | 'promise' | 'attempt-under-way' | 'claimed' | 'offered' | 'closed' | 'due';
  rule?: string;
  step?: string;
  template?: string;
  /** The step after this wait. */
  then?: string;
};

export function explain(state: Case, facts: Pick<Facts, 'playbook'>): NextAction {
  if (isClosed(state)) return { what: 'nothing', because: 'closed' };
  if (state.handoff) return { what: 'wait-for-person', because: state.handoff.claimedBy ? 'claimed' : 'offered' };
  if (state.attempts.length > 0) return { what: 'wait-for-provider', because: 'attempt-under-way', ...at(state.attempts[0]?.step) };
  const hold = state.holds[0];
  if (hold) return { what: 'wait-for-hold', because: 'hold', ...(hold.until !== undefined && { at: hold.until }) };
  if (state.promise) return { what: 'wait-for-payment', because: 'promise', at: state.promise.dueAt };
  return nextMove(state, facts);
}

function nextMove(state: Case, { playbook }: Pick<Facts, 'playbook'>): NextAction {
  const name = state.place?.step ?? playbook.start;
  const step = stepOf(playbook, name);
  const when = state.wait
    ? { at: state.wait.until, because: state.wait.why, ...(state.wait.rule && { rule: state.wait.rule }) }
    : { because: 'due' as const };
  if (state.wait?.why === 'rest-after-person' || state.wait?.why === 'resume-day')
    return { what: 'move-on', ...when, step: name, then: playbook.start };
  if (step.kind === 'message' && !state.place?.sent) return { what: 'send-sms', ...when, step: name, template: step.template };
  if (step.kind === 'message') return { what: 'move-on', ...when, step: name, then: step.otherwise };
  if (step.kind === 'pause') return { what: 'move-on', ...when, step: name, then: step.then };
  return { what: 'offer-handoff', ...when, step: name };
}

const at = (step: string | undefined) => (step === undefined ? {} : { step });

const WORDS: Record<NextAction['what'], string> = {
  'send-sms': 'SMS next',
  'move-on': 'waits',
  'offer-handoff': 'a person next',
  'wait-for-person': 'with a person',
  'wait-for-payment': 'promise runs',
  'wait-for-provider': 'message on its way',
  'wait-for-hold': 'on hold',
  nothing: 'nothing due',
};

/** The same for whoever reads the engine's history: plain English, no instant and nobody's data. */
export const inWords = ({ what, because, step, then, rule }: NextAction): string =>
  [step, WORDS[what], because.replaceAll('-', ' '), rule, then && `then ${then}`].filter(Boolean).join(' · ');
