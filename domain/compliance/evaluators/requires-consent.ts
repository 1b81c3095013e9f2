import { dateOf, epochDay, startOfDay } from '#domain/time/local.ts';
import { liveConsents } from '../consents.ts';
import { isReply } from '../replies.ts';
import { type Ask, type Evaluator, PASSES } from './evaluator.ts';

export type RequiresConsentParams = {
  readonly type: string;
  readonly consent: string;
  readonly scope: 'person' | 'address';
  readonly unless_reply?: boolean;
  /** A message that asks for the consent may go out, at most `max` times in `window_days` local days. */
  readonly unless_purpose?: { readonly purpose: string; readonly max: number; readonly window_days: number };
};

/** Denies without a live consent of the named type. */
export const requiresConsent: Evaluator<RequiresConsentParams> = {
  requires: ({ scope, unless_purpose: asking }) => [
    ...(scope === 'address' ? (['address'] as const) : []),
    ...(asking ? (['zone'] as const) : []),
  ],
  uses: ['consents', 'history', 'inReplyTo'],
  judge(params, ask) {
    const { facts, at } = ask;
    const consents = liveConsents(facts, params.consent, at);
    if (consents.some(({ address }) => params.scope === 'person' || address === facts.attempt.address)) return PASSES;
    if (params.unless_reply && isReply(facts, at)) return PASSES;
    const asking = params.unless_purpose;
    return asking && asking.purpose === facts.attempt.purpose ? mayAsk(asking, ask) : { passes: false, reason: 'no-consent' };
  },
};

function mayAsk(asking: NonNullable<RequiresConsentParams['unless_purpose']>, { facts, at, zone }: Ask) {
  const asked = facts.history.filter(
    (event) =>
      event.direction === 'out' &&
      event.personId === facts.attempt.personId &&
      event.outcome !== 'failed' &&
      event.flags?.includes(asking.purpose) &&
      epochDay(event.at, zone) > epochDay(at, zone) - asking.window_days,
  );
  if (asked.length < asking.max) return PASSES;
  const newestFirst = asked.map((event) => epochDay(event.at, zone)).sort((a, b) => b - a);
  const oldest = newestFirst[asking.max - 1];
  const until = oldest === undefined ? undefined : startOfDay(dateOf(oldest + asking.window_days), zone);
  return { passes: false, reason: 'asked-already', until, counted: asked.map(({ id, outcome }) => ({ id, outcome })) } as const;
}
