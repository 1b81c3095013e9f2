import type { Instant } from '#domain/time/clock.ts';
import { DAY_MS, MINUTE_MS } from '#domain/time/local.ts';
import { askRule } from './ask-rule.ts';
import type { CompiledPacks, Selection } from './compile.ts';
import type { GateFacts } from './facts.ts';
import type { Opinion, Verdict } from './verdict.ts';

const HORIZON_MS = 400 * DAY_MS;

/**
 * The gate: may this attempt be made at this moment?
 * @param packs from `compile`, with the tenant's own rules and signatures
 * @param at epoch ms, on the tenant's clock
 * @returns every rule that spoke and, where waiting helps, the first whole minute at which the attempt would pass
 *   (searched 400 days ahead). A place that no pack knows, like any missing fact, denies by name.
 */
export function evaluate(facts: GateFacts, packs: CompiledPacks, at: Instant): Verdict {
  const selection = packs.select(facts.jurisdiction, facts.attempt.channel);
  if (!selection) return outsideEveryPack(at);
  const spoke = opinions(selection, facts, at);
  const denying = spoke.filter(({ says }) => says === 'deny');
  const nextAllowedAt = denying.length > 0 ? nextAllowed(selection, facts, at, denying) : undefined;
  return {
    decision: denying.length === 0 ? 'allow' : nextAllowedAt === undefined ? 'deny' : 'delay',
    at,
    ...(nextAllowedAt === undefined ? {} : { nextAllowedAt }),
    spoke,
    denying: denying.map(({ rule }) => rule),
    warnings: spoke.filter(({ says }) => says === 'warn').map(({ rule }) => rule),
    missing: [...new Set(denying.flatMap(({ fact }) => fact ?? []))],
    packs: selection.packs,
  };
}

const opinions = ({ rules }: Selection, facts: GateFacts, at: Instant): Opinion[] =>
  rules.flatMap((rule) => askRule(rule, facts, at) ?? []);

/** Each denial holds at least until its `until`, so nothing before the last of them can pass: go there and ask again. */
function nextAllowed({ rules }: Selection, facts: GateFacts, at: Instant, denying: readonly Opinion[]): Instant | undefined {
  const blocking = rules.filter(({ effect }) => effect === 'deny');
  let against = denying;
  let moment = at;
  while (against.length > 0) {
    const until = Math.max(...against.map((opinion) => opinion.until ?? Infinity));
    moment = Math.ceil(until / MINUTE_MS) * MINUTE_MS;
    if (moment > at + HORIZON_MS) return undefined;
    against = opinions({ rules: blocking, packs: {} }, facts, moment).filter(({ says }) => says === 'deny');
  }
  return moment;
}

function outsideEveryPack(at: Instant): Verdict {
  const objection: Opinion = { rule: 'NO-PACK', says: 'deny', reason: 'fact-missing', fact: 'jurisdiction' };
  return { decision: 'deny', at, spoke: [objection], denying: ['NO-PACK'], warnings: [], missing: ['jurisdiction'], packs: {} };
}
