import { describe, expect, it } from 'vitest';
import { HOLDS_AT_MOST } from '#domain/case/decisions/holds.ts';
import { nextWake } from '#domain/case/next-wake.ts';
import { claimed, waiting, writing, ends } from '#domain/case/testing/begun.ts';
import { facts, said, tell, TUESDAY } from '#domain/case/testing/given.ts';
import { play } from '#domain/case/testing/play.ts';
import type { CaseInput, HoldKind } from '#domain/case/vocabulary.ts';
import { DAY_MS } from '#domain/time/local.ts';

const asked = { by: 'ann', requestedAt: TUESDAY };
const hold = (until?: number, kind: HoldKind = 'manual', holdId = 'hold'): CaseInput => ({
  type: 'PlaceHold',
  holdId,
  kind,
  ...(until !== undefined && { until }),
  ...asked,
});
const release: CaseInput = { type: 'ReleaseHold', holdId: 'hold', ...asked };

describe('a hold', () => {
  it('without an end keeps the machine quiet until somebody releases it', () => {
    const { steps } = play({
      facts: facts(),
      from: TUESDAY,
      until: TUESDAY + 40 * DAY_MS,
      inputs: [
        { at: TUESDAY + DAY_MS, body: hold() },
        { at: TUESDAY + 30 * DAY_MS, body: release },
      ],
    });
    expect(steps.slice(0, 2).map(({ at }) => said(at))).toEqual(['tue 2026-11-24 09:00', 'thu 2026-12-24 17:00']);
  });

  it('with an end keeps it quiet until then', () => {
    const { state } = tell(waiting(), hold(TUESDAY + 5 * DAY_MS));
    expect([state.stage, nextWake(state, [], TUESDAY + 4.5 * DAY_MS)]).toEqual(['held', TUESDAY + 5 * DAY_MS]);
    const over = tell(state, { type: 'Woke' }, { now: TUESDAY + 5 * DAY_MS });
    expect([over.types.slice(0, 2), over.state.stage]).toEqual([['HoldEnded', 'PlaceEntered'], 'working']);
  });

  it('that has ended before it is heard of is placed and ended', () => {
    expect(tell(waiting(), hold(TUESDAY - 1)).types).toEqual(['HoldPlaced', 'HoldEnded']);
  });

  it('until a moment no calendar knows stays until somebody releases it', () => {
    for (const until of [NaN, Infinity, 9e15]) expect(tell(waiting(), hold(until)).state.holds).toEqual([{ id: 'hold', kind: 'manual' }]);
  });

  it('under another ends with the last of them', () => {
    const two = tell(tell(waiting(), hold()).state, hold(undefined, 'quality', 'other')).state;
    const one = tell(two, release, { now: TUESDAY + 3 * DAY_MS });
    expect([one.state.stage, one.steps]).toEqual(['held', []]);
  });

  it('placed twice is one, and what is not in force can not be released', () => {
    const { state } = tell(tell(waiting(), hold()).state, hold());
    expect(state.holds).toHaveLength(1);
    expect(tell(waiting(), release).decision).toEqual({ refused: 'hold-unknown' });
  });

  it('placed while a message is on its way waits for the end of that, and writes no other', () => {
    const held = tell(writing(), hold()).state;
    const { steps, state } = tell(held, ends(held, 'suppressed', { rule: 'HOLD' }));
    expect([steps, state.stage]).toEqual([[], 'held']);
  });

  it('for a dispute that nobody works on is put before those who do', () => {
    const over = tell(tell(waiting(), hold(undefined, 'dispute')).state, { type: 'Woke' }, { now: TUESDAY + 3 * DAY_MS });
    expect(over.state.handoff).toMatchObject({ team: 'disputes', why: 'dispute' });
  });

  it('for a dispute, with an end, goes to a person then and not back to the machine', () => {
    const over = tell(tell(waiting(), hold(TUESDAY + DAY_MS, 'dispute')).state, { type: 'Woke' }, { now: TUESDAY + DAY_MS });
    expect([over.types, over.state.handoff?.team]).toEqual([['HoldEnded', 'HandoffOffered'], 'disputes']);
  });

  it('does not take the case from a collector who is at it', () => {
    expect(tell(claimed(), hold()).state.stage).toBe('with-person');
  });

  it('is refused beyond what a case can carry', () => {
    const many = Array.from({ length: HOLDS_AT_MOST }, (_, n) => hold(undefined, 'manual', `hold-${n}`));
    const state = many.reduce((held, body) => tell(held, body).state, waiting());
    expect(tell(state, hold()).decision).toEqual({ refused: 'too-many-holds' });
    expect(tell(state, hold(undefined, 'quality', 'hold-3')).decision).toHaveProperty('answer');
  });
});
