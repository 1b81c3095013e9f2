import type { Instant } from '#domain/time/clock.ts';
import { dateOf, epochDay, startOfDay } from '#domain/time/local.ts';
import { applicability } from '../applies.ts';
import { extraCallsAgreed, liveConsents, particular } from '../consents.ts';
import type { HistoryEvent } from '../facts.ts';
import { possibleOutcomes } from '../outcomes.ts';
import { isReply } from '../replies.ts';
import { type Key, type Per, keysOf } from './count-keys.ts';
import { type Ask, type Counted, type Evaluator, type FactName, PASSES } from './evaluator.ts';

type Exclusion = 'prior_consent' | 'wrong_number' | 'reply';

export type CountParams = {
  readonly type: string;
  readonly limit: number;
  readonly window: { readonly unit: 'local_days'; readonly length: number } | { readonly unit: 'forever' };
  readonly per: readonly Per[];
  readonly person_group?: readonly string[];
  readonly count_outcomes: 'any' | readonly string[];
  readonly exclude_outcomes?: readonly string[];
  readonly exclude_when: readonly Exclusion[];
  readonly lifted_if_flags?: readonly string[];
  readonly skip_if_consent?: string;
  readonly current_excluded_if?: readonly Exclusion[];
};

/** Denies when as many earlier events as `limit` stand under one of the attempt's keys within the window. */
export const count: Evaluator<CountParams> = {
  requires({ per, window, exclude_when: excluded }) {
    const facts: FactName[] = [];
    if (window.unit === 'local_days' || excluded.includes('prior_consent')) facts.push('zone');
    if (per.includes('address')) facts.push('address');
    if (per.includes('particular_debt') || per.includes('creditor')) facts.push('debt');
    return facts;
  },
  uses: ['history', 'consents', 'inReplyTo'],
  locks: (params, subject) => keysOf(params, subject).map(({ lock }) => lock),
  judge(params, ask) {
    if (isOutside(params, ask)) return PASSES;
    const tallies = keysOf(params, ask.facts)
      .filter((key) => !isConsented(params, key, ask))
      .map((key) => ask.facts.history.filter((event) => counts(event, key, params, ask)));
    const counted = [...new Set(tallies.flat())].map(({ id, outcome }): Counted => ({ id, outcome }));
    const full = tallies.filter((events) => events.length >= params.limit);
    if (full.length === 0) return { passes: true, counted };
    return { passes: false, reason: 'limit-reached', until: frees(full, params, ask.zone), counted };
  },
};

/** Every full key must free a place: on the day the limit-th newest of its events leaves the window. */
function frees(full: readonly HistoryEvent[][], { limit, window }: CountParams, zone: string): Instant | undefined {
  if (window.unit === 'forever' || limit < 1) return undefined;
  const days = full.map((events) => {
    const newestFirst = events.map(({ at }) => epochDay(at, zone)).sort((a, b) => b - a);
    return (newestFirst[limit - 1] ?? 0) + window.length;
  });
  return startOfDay(dateOf(Math.max(...days)), zone);
}

function counts(event: HistoryEvent, key: Key, params: CountParams, ask: Ask): boolean {
  const { window, count_outcomes: counted, exclude_outcomes: excluded = [], exclude_when: exempt, lifted_if_flags: lifting = [] } = params;
  if (event.direction !== 'out' || event.outcome === 'failed' || !key.holds(event)) return false;
  // An event later than `at` counts too: it is known, so only the clocks of two machines can differ.
  if (window.unit === 'local_days' && epochDay(event.at, ask.zone) <= epochDay(ask.at, ask.zone) - window.length) return false;
  if (!applicability(ask.rule.applies, event, ask.facts).applies) return false;
  if (!possibleOutcomes(event).some((outcome) => (counted === 'any' || counted.includes(outcome)) && !excluded.includes(outcome)))
    return false;
  const flags = event.flags ?? [];
  if (flags.some((flag) => lifting.includes(flag))) return false;
  if (exempt.includes('wrong_number') && flags.includes('wrong_number')) return false;
  if (exempt.includes('reply') && flags.includes('reply')) return false;
  return !(exempt.includes('prior_consent') && key.debt !== undefined && extraCallsAgreed(ask.facts, key.debt, event.at, ask.zone, event));
}

/** Whether the attempt itself stands outside the rule. */
function isOutside({ skip_if_consent: type, current_excluded_if: exempt }: CountParams, { facts, at, zone }: Ask): boolean {
  if (exempt?.includes('reply') && isReply(facts, at)) return true;
  if (!type) return false;
  if (type === 'extra_calls') return facts.attempt.debts.every((id) => extraCallsAgreed(facts, particular(facts.debts, id), at, zone));
  return liveConsents(facts, type, at).some(({ address }) => address === undefined || address === facts.attempt.address);
}

const isConsented = ({ current_excluded_if: exempt }: CountParams, { debt }: Key, { facts, at, zone }: Ask): boolean =>
  debt !== undefined && (exempt?.includes('prior_consent') ?? false) && extraCallsAgreed(facts, debt, at, zone);
