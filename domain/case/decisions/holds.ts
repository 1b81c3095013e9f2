import { isMoment } from '#domain/case/decisions/moments.ts';
import { overIfClosed, type Draft, type Handled, type Of } from '#domain/case/draft.ts';
import type { HoldKind } from '#domain/case/vocabulary.ts';
import { addSpan } from '#domain/time/local.ts';

/** So that no case outgrows its row. */
export const HOLDS_AT_MOST = 50;

/** The hold's row already stops contact; here the case learns of it. An end that is no moment is none: people end it. */
export function placeHold(draft: Draft, { holdId, kind, until, by }: Of<'PlaceHold'>): Handled {
  const over = overIfClosed(draft);
  if (over) return over;
  const { holds } = draft.state;
  if (holds.length >= HOLDS_AT_MOST && !holds.some(({ id }) => id === holdId)) return { refused: 'too-many-holds' };
  draft.record({ type: 'HoldPlaced', holdId, kind, ...(isMoment(until) && { until }), by });
  return { answer: { accepted: true, ref: holdId } };
}

export function releaseHold(draft: Draft, { holdId, by }: Of<'ReleaseHold'>): Handled {
  if (!draft.state.holds.some(({ id }) => id === holdId)) return { refused: 'hold-unknown' };
  draft.record({ type: 'HoldEnded', holdId, by });
  return { answer: { accepted: true, ref: holdId } };
}

/** A hold that follows from what was said, unless one of its kind stands already: saying it twice gains no time. */
export function holdFor(draft: Draft, kind: HoldKind, by: string, days?: number): void {
  const { input, facts, state } = draft;
  if (state.holds.some((hold) => hold.kind === kind)) return;
  const until = days === undefined ? {} : { until: addSpan(input.at, { days }, facts.zones[0]) };
  draft.record({ type: 'HoldPlaced', holdId: input.id, kind, ...until, by });
}
