import type { Instant } from '#domain/time/clock.ts';
import type { AttemptFacts, AttemptSubject, GateFacts, HistoryEvent } from '../facts.ts';
import type { Rule, RuleParams } from '../pack.ts';

/** Facts a rule may be unable to do without. */
export type FactName = 'address' | 'addressPrefix' | 'creditorType' | 'debt' | 'holidays' | 'jurisdiction' | 'line' | 'voice' | 'zone';

/** One question to one rule: may this attempt be made at `at`? `zone` is the primary one, '' where none is known. */
export type Ask = { readonly facts: GateFacts; readonly at: Instant; readonly rule: Rule; readonly zone: string };

/** An event that was weighed, with its outcome as known then. */
export type Counted = { readonly id: string; readonly outcome: HistoryEvent['outcome'] };

/**
 * A rule's answer. `until` is the first moment at which the answer may be another, with an unchanged history:
 * the rule denies for all of [at, until). Absent: time alone never helps.
 */
export type Finding =
  | { readonly passes: true; readonly counted?: readonly Counted[] }
  | { readonly passes: false; readonly reason: string; readonly until?: Instant | undefined; readonly counted?: readonly Counted[] };

/** Judges all rules of one `params.type`. Written as methods so that each can name its own params. */
export type Evaluator<P extends RuleParams = RuleParams> = {
  /** Facts without which it can't answer; missing ones deny by name. */
  requires(params: P, attempt: AttemptFacts): readonly FactName[];
  /** Facts it looks at where they are known; where not, it takes the stricter side. */
  readonly uses: readonly string[];
  judge(params: P, ask: Ask): Finding;
  /** Keys by which it counts, for the locks of the attempt. */
  locks?(params: P, subject: AttemptSubject): readonly string[];
};

export const PASSES: Finding = { passes: true };
