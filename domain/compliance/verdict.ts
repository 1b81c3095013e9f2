import type { Instant } from '#domain/time/clock.ts';
import type { LocalDate } from '#domain/time/local.ts';
import type { Counted, FactName } from './evaluators/evaluator.ts';
import type { RuleParams } from './pack.ts';

/** What one rule said. A rule that passed gives no params: pack version and code tell what it asked. */
export type Opinion = {
  readonly rule: string;
  readonly says: 'pass' | 'deny' | 'warn';
  /** 'outside-hours', 'limit-reached' …, or 'fact-missing' with `fact`, 'evaluator-missing' with `evaluator`. */
  readonly reason?: string;
  readonly fact?: FactName;
  readonly evaluator?: string;
  readonly params?: RuleParams;
  /** The rule denies at least until then; absent: time alone never helps. */
  readonly until?: Instant;
  /** Events weighed, with their outcomes as known. */
  readonly counted?: readonly Counted[];
};

/** The gate's answer about one attempt. Plain JSON with ids only, to be stored beside the facts it was made from. */
export type Verdict = {
  /** 'delay': denied now, allowed at `nextAllowedAt` if nothing else happens. 'deny': time alone never helps. */
  readonly decision: 'allow' | 'delay' | 'deny' | 'needs-approval';
  readonly at: Instant;
  /** The first whole minute after `at` at which the same attempt passes with an unchanged history. */
  readonly nextAllowedAt?: Instant;
  /** Every rule that was about the attempt, in order of precedence, then id in ASCII order. */
  readonly spoke: readonly Opinion[];
  /** Ids of those that denied and of those that warned, in the same order. */
  readonly denying: readonly string[];
  readonly warnings: readonly string[];
  readonly missing: readonly FactName[];
  /** Date of reading of every pack consulted. */
  readonly packs: Readonly<Record<string, LocalDate>>;
};
