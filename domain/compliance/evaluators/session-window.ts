import { HOUR_MS } from '#domain/time/local.ts';
import { type Evaluator, PASSES } from './evaluator.ts';

export type SessionParams = { readonly type: string; readonly hours: number; readonly outside_allows: readonly string[] };

/** Denies free text once so many hours have passed since the person last wrote; the named kinds of template pass. */
export const sessionWindow: Evaluator<SessionParams> = {
  requires: () => [],
  uses: ['history', 'template'],
  judge({ hours, outside_allows: templates }, { facts: { attempt, history }, at }) {
    if (attempt.template !== undefined && templates.includes(attempt.template)) return PASSES;
    const open = history.some(
      (event) =>
        event.direction === 'in' &&
        event.channel === attempt.channel &&
        event.personId === attempt.personId &&
        event.at <= at &&
        at < event.at + hours * HOUR_MS,
    );
    return open ? PASSES : { passes: false, reason: 'session-closed' };
  },
};
