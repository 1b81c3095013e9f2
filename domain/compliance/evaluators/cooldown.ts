import { dateOf, epochDay, startOfDay } from '#domain/time/local.ts';
import { extraCallsAgreed } from '../consents.ts';
import type { HistoryEvent } from '../facts.ts';
import { couldBe } from '../outcomes.ts';
import { type Per, keysOf } from './count-keys.ts';
import { type Evaluator, PASSES } from './evaluator.ts';

export type CooldownParams = {
  readonly type: string;
  readonly event: { readonly channels: readonly string[]; readonly outcomes: readonly string[]; readonly directions: readonly string[] };
  readonly length_days: number;
  readonly event_day_is_day_one: boolean;
  readonly per: readonly Per[];
  readonly person_group?: readonly string[];
  readonly current_excluded_if?: readonly string[];
};

/** Denies for so many local days after an event of the named kind, whoever began it. */
export const cooldown: Evaluator<CooldownParams> = {
  requires: ({ per }) => ['zone', ...(per.includes('particular_debt') || per.includes('creditor') ? (['debt'] as const) : [])],
  uses: ['history', 'consents'],
  locks: (params, subject) => keysOf(params, subject).map(({ lock }) => lock),
  judge(params, { facts, at, zone }) {
    const exempt = params.current_excluded_if?.includes('prior_consent') ?? false;
    const keys = keysOf(params, facts).filter(({ debt }) => !(exempt && debt !== undefined && extraCallsAgreed(facts, debt, at, zone)));
    const passesOn = ({ at: happened }: HistoryEvent) =>
      epochDay(happened, zone) + params.length_days + (params.event_day_is_day_one ? 0 : 1);
    const resting = facts.history.filter(
      (event) => isOfKind(event, params) && keys.some((key) => key.holds(event)) && epochDay(at, zone) < passesOn(event),
    );
    if (resting.length === 0) return PASSES;
    const until = startOfDay(dateOf(Math.max(...resting.map(passesOn))), zone);
    return { passes: false, reason: 'cooling-down', until, counted: resting.map(({ id, outcome }) => ({ id, outcome })) };
  },
};

const isOfKind = (event: HistoryEvent, { event: { channels, directions, outcomes } }: CooldownParams): boolean =>
  channels.includes(event.channel) && directions.includes(event.direction) && couldBe(event, outcomes);
