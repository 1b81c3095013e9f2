import { overIfClosed, type Draft, type Handled } from '#domain/case/draft.ts';
import type { CaseInput } from '#domain/case/vocabulary.ts';

type Of<T extends CaseInput['type']> = Extract<CaseInput, { type: T }>;

/** The hold's row already stops contact; here the case learns of it. */
export function placeHold(draft: Draft, { holdId, kind, until, by }: Of<'PlaceHold'>): Handled {
  const over = overIfClosed(draft);
  if (over) return over;
  draft.record({ type: 'HoldPlaced', holdId, kind, ...(until !== undefined && { until }), by });
  return { answer: { accepted: true, ref: holdId } };
}

export function releaseHold(draft: Draft, { holdId, by }: Of<'ReleaseHold'>): Handled {
  if (!draft.state.holds.some(({ id }) => id === holdId)) return { refused: 'hold-unknown' };
  draft.record({ type: 'HoldEnded', holdId, by });
  return { answer: { accepted: true, ref: holdId } };
}
