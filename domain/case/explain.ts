import { isClosed, isDisputed, type Case } from '#domain/case/case.ts';
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

/**
 * Says of a state what `decide` will do with it once its moment comes, in the order in which `decide` looks.
 * @throws RangeError when the playbook lacks the step the case stands at
 */
export function explain(state: Case, facts: Pick<Facts, 'playbook'>): NextAction {
  const [attempt] = state.attempts;
  if (isClosed(state)) return { what: 'nothing', because: 'closed' };
  if (state.handoff) return { what: 'wait-for-person', because: state.handoff.claimedBy ? 'claimed' : 'offered' };
  if (attempt) return { what: 'wait-for-provider', because: 'attempt-under-way', step: attempt.step };
  if (state.holds.length > 0) return held(state);
  if (state.promise) return { what: 'wait-for-payment', because: 'promise', at: state.promise.dueAt };
  return nextMove(state, facts);
}

/** Held until the last hold ends. A dispute left to itself comes before people again. */
function held(state: Case): NextAction {
  const { holds, wait, promise } = state;
  if (isDisputed(state) && wait && !promise) return { what: 'offer-handoff', because: 'dispute', at: wait.until };
  const ends = holds.map(({ until }) => until ?? Infinity);
  const last = Math.max(...ends);
  return { what: 'wait-for-hold', because: 'hold', ...(last < Infinity && { at: last }) };
}

function nextMove({ place, wait }: Case, { playbook }: Pick<Facts, 'playbook'>): NextAction {
  const name = place?.step ?? playbook.start;
  const step = stepOf(playbook, name);
  const when = wait ? { at: wait.until, because: wait.why, ...(wait.rule && { rule: wait.rule }) } : { because: 'due' as const };
  if (wait?.why === 'rest-after-person') return { what: 'move-on', ...when, step: name, then: playbook.start };
  if (wait?.why === 'resume-day' || wait?.why === 'step-failed') return { what: 'offer-handoff', ...when, step: name };
  if (step.kind === 'message' && place?.sentTo === undefined) return { what: 'send-sms', ...when, step: name, template: step.template };
  if (step.kind === 'message') return { what: 'move-on', ...when, step: name, then: step.otherwise };
  if (step.kind === 'pause') return { what: 'move-on', ...when, step: name, then: step.then };
  return { what: 'offer-handoff', ...when, step: name };
}

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
