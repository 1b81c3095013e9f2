import { NEW_CASE, type Case } from '#domain/case/case.ts';
import { decide, type Decision } from '#domain/case/decide.ts';
import { evolve } from '#domain/case/evolve.ts';
import type { Facts } from '#domain/case/facts.ts';
import { nextWake } from '#domain/case/next-wake.ts';
import { afterEvents, beforeInput } from '#domain/case/testing/rows.ts';
import type { CaseEvent, CaseInput, Refusal, Step, Taken } from '#domain/case/vocabulary.ts';
import { hasEnded, type AttemptStatus } from '#domain/contact/attempt-status.ts';
import { realAt, tenantAt, type Anchor, type Instant } from '#domain/time/clock.ts';

type SendSms = Extract<Step, { type: 'sendSms' }>;
/** Something told to the case; as a function, of what the case has become by then. `at` is on the tenant's calendar. */
export type Scheduled = {
  at: Instant;
  id?: string;
  body: CaseInput | ((state: Case) => CaseInput | undefined);
  rows?: (facts: Facts) => Facts;
};
export type Script = {
  facts: Facts;
  from: Instant;
  until: Instant;
  /** The tenant's clock, append-only; each turn after `from` is told as `ClockChanged`. */
  anchors?: readonly Anchor[];
  inputs?: readonly Scheduled[];
  /** What the gate says of a contact; nothing means allow. */
  gate?: (step: SendSms, at: Instant, state: Case) => Refusal | undefined;
  /** What the carrier reports of a contact that left, so many real ms later. */
  carrier?: (step: SendSms) => readonly { after: number; status: AttemptStatus }[];
  /** What the carrier says when asked. */
  lookup?: (attemptId: string) => AttemptStatus | undefined;
  /** What the debtor writes back, so much calendar time after it left. */
  debtor?: (step: SendSms, at: Instant) => readonly { after: number; body: CaseInput }[];
  /** The code with which a step fails for good. */
  failing?: (step: Step) => string | undefined;
};
export type Played = {
  state: Case;
  facts: Facts;
  events: readonly CaseEvent[];
  steps: readonly (Step & { at: Instant })[];
  decisions: readonly { input: Taken; before: Case; decision: Decision; wake: Instant | undefined }[];
};

type Told = Pick<Scheduled, 'body' | 'rows'>;
type Due = { realAt: Instant; order: number; id: string; told: Told };
const isBefore = (a: Due, b: Due): boolean => a.realAt < b.realAt || (a.realAt === b.realAt && a.order < b.order);

const DELIVERED = [{ after: 2000, status: 'delivered' as const }];
const PROMPT_MS = 100;
const DECISIONS_AT_MOST = 20_000;

/**
 * One case played by the real decisions on a virtual clock, without waiting: inputs, wakes, the gate, the carrier and
 * the debtor by script. The same script always gives the same play.
 * @throws Error when the case never comes to rest
 */
export function play(script: Script): Played {
  const { from, until, anchors = [], carrier = () => DELIVERED } = script;
  const seen = (now: Instant) => anchors.filter(({ real }) => real <= now);
  const calendar = (now: Instant) => tenantAt(seen(now), now);
  const waiting: Due[] = [];
  let order = 0;
  const tell = (when: Instant, told: Told, id = `input-${order}`) => waiting.push({ realAt: when, order: order++, id, told });
  const first = () => waiting.reduce<Due | undefined>((a, b) => (a && !isBefore(b, a) ? a : b), undefined);

  const begin = realAt(anchors, from) ?? from;
  const events: CaseEvent[] = [];
  const steps: (Step & { at: Instant })[] = [];
  const decisions: { input: Taken; before: Case; decision: Decision; wake: Instant | undefined }[] = [];
  let state = NEW_CASE;
  let facts = script.facts;
  let wake: Instant | undefined;

  function take(now: Instant, id: string, { body, rows }: Told): void {
    const said = typeof body === 'function' ? body(state) : body;
    if (!said) return;
    facts = { ...beforeInput(rows ? rows(facts) : facts, said), anchors: seen(now) };
    const input = { id, body: said, at: calendar(now), realAt: now };
    const before = state;
    const decision = decide(before, input, facts);
    if ('events' in decision) {
      state = decision.events.reduce(evolve, before);
      facts = afterEvents(facts, before, decision.events);
      events.push(...decision.events);
      for (const step of decision.steps) perform(step, now);
    }
    wake = nextWake(state, facts.anchors, now);
    decisions.push({ input, before, decision, wake });
  }

  function perform(step: Step, now: Instant): void {
    steps.push({ ...step, at: calendar(now) });
    const code = script.failing?.(step);
    if (code) return void tell(now + PROMPT_MS, { body: { type: 'StepFailed', stepId: step.id, code } });
    if (step.type === 'sendSms') return send(step, now);
    if (step.type !== 'askProvider') return;
    const status = script.lookup?.(step.attemptId);
    if (status) tell(now + PROMPT_MS, { body: { type: 'AttemptEnded', attemptId: step.attemptId, status } });
  }

  function send(step: SendSms, now: Instant): void {
    const refusal = script.gate?.(step, calendar(now), state);
    const ended = (status: AttemptStatus): CaseInput => ({ type: 'AttemptEnded', attemptId: step.id, status, ...(refusal && { refusal }) });
    if (refusal) return void tell(now + PROMPT_MS, { body: ended('suppressed') });
    for (const { after, status } of carrier(step)) if (hasEnded(status)) tell(now + after, { body: ended(status) });
    for (const { after, body } of script.debtor?.(step, calendar(now)) ?? []) {
      const when = realAt(seen(now), calendar(now) + after);
      if (when !== undefined) tell(when, { body });
    }
  }

  tell(begin, { body: { type: 'CasePlaced' } }, 'placed');
  for (const { at, id, ...told } of script.inputs ?? []) tell(realAt(anchors, at) ?? at, told, id);
  for (const { real } of anchors) if (real > begin) tell(real, { body: { type: 'ClockChanged' } });
  while (decisions.length < DECISIONS_AT_MOST) {
    const due = first();
    const now = Math.min(due?.realAt ?? Infinity, wake ?? Infinity);
    if (now === Infinity || calendar(now) > until) return { state, facts, events, steps, decisions };
    if (due && due.realAt === now) {
      waiting.splice(waiting.indexOf(due), 1);
      take(now, due.id, due.told);
    } else take(now, `woke-${decisions.length}`, { body: { type: 'Woke' } });
  }
  throw new Error(
    `the case never rests: ${events
      .slice(-12)
      .map(({ type }) => type)
      .join(', ')}`,
  );
}
