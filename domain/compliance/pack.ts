import type { Instant } from '#domain/time/clock.ts';
import type { LocalDate } from '#domain/time/local.ts';

/** A set of rules for one place, or, with jurisdiction '*', for channels ('*': all). Field names are those of the data. */
export type Pack = {
  readonly pack: string;
  readonly jurisdiction: string;
  readonly name: string;
  readonly extends: readonly string[];
  readonly channels?: readonly string[];
  readonly as_of: LocalDate;
  readonly rules: readonly Rule[];
};

export type Rule = {
  readonly id: string;
  readonly kind: string;
  readonly title: string;
  /** Reasons are named lowest first, ties by id in ASCII order. */
  readonly precedence: number;
  readonly enforce: 'block' | 'warn' | 'info';
  readonly status: 'in_force' | 'draft' | 'house_default';
  /** Both inclusive, in the debtor's primary zone. */
  readonly effective_from?: LocalDate;
  readonly effective_to?: LocalDate;
  readonly applies: Applies;
  /** `type` picks the evaluator, which knows the rest. */
  readonly params: RuleParams;
  readonly citation: string;
  readonly note?: string;
  readonly verified: boolean;
  readonly verification: 'primary' | 'secondary' | 'partial' | 'memory';
};

export type RuleParams = { readonly type: string };

/** Filters; all that are given must hold. `creditors` and `queues` are for rules a tenant adds. */
export type Applies = {
  readonly collector?: readonly string[];
  readonly channels?: readonly string[];
  readonly not_channels?: readonly string[];
  readonly voice?: readonly string[];
  readonly lines?: readonly string[];
  readonly places?: readonly string[];
  readonly not_places?: readonly string[];
  readonly roles?: readonly string[];
  readonly not_roles?: readonly string[];
  readonly bot?: readonly boolean[];
  readonly providers?: readonly string[];
  readonly templates?: readonly string[];
  readonly creditor_types?: readonly string[];
  readonly jurisdiction_prefix?: readonly string[];
  readonly creditors?: readonly string[];
  readonly queues?: readonly string[];
};

/** A tenant's word that a rule the packs ship switched off shall bind it. It cannot bring a draft into force. */
export type Signature = { readonly ruleId: string; readonly signedBy: string; readonly at: Instant };
