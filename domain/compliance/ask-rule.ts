import type { Instant } from '#domain/time/clock.ts';
import { endOfDay, localDate } from '#domain/time/local.ts';
import { applicability } from './applies.ts';
import type { LiveRule } from './compile.ts';
import type { Finding } from './evaluators/evaluator.ts';
import type { GateFacts } from './facts.ts';
import { firstMissing } from './known-facts.ts';
import type { Rule } from './pack.ts';
import type { Opinion } from './verdict.ts';

const CONTENT_RULES: ReadonlySet<string> = new Set(['must_include', 'flags']);

/** What a rule says about the attempt at a moment; undefined when it isn't about it. */
export function askRule({ rule, effect, bindsFrom, evaluator }: LiveRule, facts: GateFacts, at: Instant): Opinion | undefined {
  if (at < bindsFrom) return undefined;
  if (CONTENT_RULES.has(rule.params.type) && !facts.attempt.content) return undefined;
  const { applies, unless } = applicability(rule.applies, facts.attempt, facts);
  if (!applies) return undefined;
  const objection = { rule: rule.id, says: effect, params: rule.params } as const;

  const dated = rule.effective_from !== undefined || rule.effective_to !== undefined;
  const missing =
    unless ?? firstMissing([...(dated ? (['zone'] as const) : []), ...(evaluator?.requires(rule.params, facts.attempt) ?? [])], facts);
  const zone = facts.zones[0]?.tz ?? '';
  if (missing !== 'zone' && dated && !isEffective(rule, localDate(at, zone))) return undefined;
  if (missing) return { ...objection, reason: 'fact-missing', fact: missing };
  if (!evaluator) return { ...objection, reason: 'evaluator-missing', evaluator: rule.params.type };

  const finding = evaluator.judge(rule.params, { facts, at, rule, zone });
  const counted = finding.counted?.length ? { counted: finding.counted } : {};
  if (finding.passes) return { rule: rule.id, says: 'pass', ...counted };
  const until = earliest(finding, rule, zone);
  return { ...objection, reason: finding.reason, ...counted, ...(until === undefined ? {} : { until }) };
}

const isEffective = ({ effective_from: from, effective_to: to }: Rule, today: string): boolean =>
  (from === undefined || from <= today) && (to === undefined || today <= to);

/** A rule that ends stops denying when it does, whatever it says until then. */
function earliest({ until }: Extract<Finding, { passes: false }>, { effective_to: to }: Rule, zone: string): Instant | undefined {
  if (to === undefined) return until;
  return Math.min(until ?? Infinity, endOfDay(to, zone));
}
