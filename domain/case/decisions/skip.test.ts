import { expect, it } from 'vitest';
import type { Case } from '#domain/case/case.ts';
import { claimed, waiting, writing } from '#domain/case/testing/begun.ts';
import { facts, moment, tell, TUESDAY } from '#domain/case/testing/given.ts';

const skip = (state: Case, now = TUESDAY) => tell(state, { type: 'SkipStep', by: 'ann', requestedAt: now }, { now });

it('sends the machine past the message whose answer it waits for', () => {
  const { types, state } = skip(waiting());
  expect([types, state.place?.step, state.wait?.why]).toEqual([['StepSkipped', 'PlaceEntered', 'WaitBegan'], 'evening-sms', 'hours']);
});

it('sends it past a message not written yet, past the pause, and to a person', () => {
  const evening = skip(waiting()).state;
  const pause = skip(evening).state;
  expect([pause.place?.step, pause.wait?.why]).toEqual(['breathing-space', 'pause']);
  expect(skip(pause).state.handoff?.why).toBe('no-reply');
});

it('ends the rest after a person and starts again', () => {
  const state = claimed();
  const handoffId = state.handoff?.id ?? '';
  const done = { type: 'CompleteHandoff' as const, handoffId, by: 'ann', requestedAt: TUESDAY };
  for (const end of [{ disposition: 'no-agreement' as const }, { disposition: 'callback' as const, resumeOn: '2026-11-27' }]) {
    const after = skip(tell(state, { ...done, ...end }).state).state;
    expect([after.place, after.attempts.length]).toMatchObject([{ step: 'morning-sms', round: 2 }, 1]);
  }
});

it('has nothing to skip while a message is on its way, a person has the case, or it is held', () => {
  const held = tell(waiting(), { type: 'PlaceHold', holdId: 'h', kind: 'manual', by: 'ann', requestedAt: TUESDAY }).state;
  for (const state of [writing(), claimed(), held]) expect(skip(state).decision).toEqual({ refused: 'nothing-to-skip' });
});

it('has nothing to skip where an offer is to be made again', () => {
  const rows = facts({ people: [] });
  const paused = tell(writing(rows), { type: 'Woke' }, { rows, now: moment('2026-11-28 09:00') });
  const [offer] = paused.steps;
  const again = tell(
    paused.state,
    { type: 'StepFailed', stepId: offer?.id ?? '', code: 'c' },
    { rows, now: moment('2026-11-28 09:01') },
  ).state;
  expect([again.wait?.why, skip(again).decision]).toEqual(['step-failed', { refused: 'nothing-to-skip' }]);
});
