import { isClosed, type Case } from '#domain/case/case.ts';
import { evolve } from '#domain/case/evolve.ts';
import type { Facts } from '#domain/case/facts.ts';
import type { Answer, CaseEvent, CaseFact, CaseInput, IgnoredReason, RefusedReason, Step, Taken } from '#domain/case/vocabulary.ts';
import type { Instant } from '#domain/time/clock.ts';

export type Plan = { events: readonly CaseEvent[]; steps: readonly Step[]; answer?: Extract<Answer, { accepted: true }> };
export type Refused = { refused: RefusedReason; by?: string; since?: Instant };
export type Decision = Plan | { ignored: IgnoredReason } | Refused;

export type Of<T extends CaseInput['type']> = Extract<CaseInput, { type: T }>;

/** What a branch reports: a refusal, an answer for whoever asked, or nothing to say. */
export type Handled =
  Exclude<Decision, { events: unknown }> | { answer: { accepted: true; ref?: string; leaseUntil?: number } } | undefined;

type Unnumbered<S> = S extends Step ? Omit<S, 'id'> : never;

/** A plan in the making: each recorded fact is folded in at once, so that what follows sees it. */
export type Draft = {
  readonly state: Case;
  readonly facts: Facts;
  readonly input: Taken;
  /** Whether this input is the first the case hears. */
  readonly isFirst: boolean;
  /** What was recorded so far, oldest first. */
  readonly events: readonly CaseEvent[];
  record(fact: CaseFact): void;
  /** The id the next step will carry. */
  nextStepId(): string;
  step(step: Unnumbered<Step>): void;
  plan(answer?: Plan['answer']): Plan;
};

/**
 * @param before the case as folded from everything recorded so far
 * @returns a draft whose step ids, `caseId:epoch:seq:n`, no other decision of this case can mint
 */
export function startDraft(before: Case, input: Taken, facts: Facts): Draft {
  let state = before;
  const events: CaseEvent[] = [];
  const steps: Step[] = [];
  const nextStepId = () => `${facts.caseId}:${facts.epoch}:${before.seq}:${steps.length}`;
  return {
    get state() {
      return state;
    },
    facts,
    input,
    isFirst: before.seq === 0,
    events,
    record(fact) {
      const event = { ...fact, at: input.at, realAt: input.realAt };
      events.push(event);
      state = evolve(state, event);
    },
    nextStepId,
    step(step) {
      steps.push({ ...step, id: nextStepId() } as Step);
    },
    plan: (answer) => ({ events, steps, ...(answer && { answer }) }),
  };
}

/** For requests that a closed case can't take. */
export const overIfClosed = (draft: Draft): { refused: 'case-closed' } | undefined =>
  isClosed(draft.state) ? { refused: 'case-closed' } : undefined;
