import type { Instant } from '#domain/time/clock.ts';
import { isWithin } from './applies.ts';
import { EVALUATORS, type Evaluators } from './evaluators/registry.ts';
import type { Evaluator } from './evaluators/evaluator.ts';
import type { Pack, Rule, Signature } from './pack.ts';

/** A rule that can speak: with its evaluator, if there is one, and the moment from which it binds. */
export type LiveRule = {
  readonly rule: Rule;
  readonly effect: 'deny' | 'warn';
  readonly bindsFrom: Instant;
  readonly evaluator: Evaluator | undefined;
};

export type Selection = { readonly packs: Readonly<Record<string, string>>; readonly rules: readonly LiveRule[] };

export type CompiledPacks = {
  /** Rules for a place and channel, in the order in which they speak; undefined where no pack knows the place. */
  readonly select: (jurisdiction: string, channel: string) => Selection | undefined;
};

/**
 * Prepares packs for `evaluate`: once a release, and once more whenever a tenant signs or writes a rule.
 * @param packs unique by `pack`; a tenant's own rules come as one more pack, jurisdiction '*', channels ['*']
 * @param signatures switch on house defaults and unverified rules for this tenant
 * @param evaluators those of this release; tests take some away
 * @throws RangeError when a pack extends one that is not there
 */
export function compile(packs: readonly Pack[], signatures: readonly Signature[] = [], evaluators = EVALUATORS): CompiledPacks {
  const byId = new Map(packs.map((pack) => [pack.pack, pack]));
  const withParents = (pack: Pack): Pack[] => [pack, ...pack.extends.flatMap((id) => withParents(found(byId, id)))];
  for (const pack of packs) withParents(pack);
  const places = packs.filter(({ jurisdiction }) => jurisdiction !== '*');
  const selections = new Map<string, Selection>();

  function select(jurisdiction: string, channel: string): Selection | undefined {
    const key = `${jurisdiction} ${channel}`;
    const known = selections.get(key);
    if (known) return known;
    const leaf = nearest(places, jurisdiction);
    if (!leaf) return undefined;
    const bound = packs.filter((pack) => pack.jurisdiction === '*' && pack.channels?.some((one) => one === '*' || one === channel));
    const chosen = [...new Set([...withParents(leaf), ...bound])];
    const selection = {
      packs: Object.fromEntries(chosen.map((pack) => [pack.pack, pack.as_of])),
      rules: chosen.flatMap((pack) => pack.rules.flatMap((rule) => live(rule, signatures, evaluators) ?? [])).sort(inOrder),
    };
    selections.set(key, selection);
    return selection;
  }
  return { select };
}

function live(rule: Rule, signatures: readonly Signature[], evaluators: Evaluators): LiveRule | undefined {
  if (rule.enforce === 'info' || rule.status === 'draft') return undefined;
  const signed = Math.min(...signatures.filter(({ ruleId }) => ruleId === rule.id).map(({ at }) => at));
  const bindsFrom = rule.verified && rule.status === 'in_force' ? -Infinity : signed;
  if (bindsFrom === Infinity) return undefined;
  return { rule, effect: rule.enforce === 'block' ? 'deny' : 'warn', bindsFrom, evaluator: evaluators[rule.params.type] };
}

function inOrder({ rule: a }: LiveRule, { rule: b }: LiveRule): number {
  return a.precedence - b.precedence || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}

const nearest = (packs: readonly Pack[], jurisdiction: string): Pack | undefined =>
  packs.filter((pack) => isWithin(jurisdiction, pack.jurisdiction)).sort((a, b) => b.jurisdiction.length - a.jurisdiction.length)[0];

function found(packs: ReadonlyMap<string, Pack>, id: string): Pack {
  const pack = packs.get(id);
  if (!pack) throw new RangeError(`no pack ${id}`);
  return pack;
}
