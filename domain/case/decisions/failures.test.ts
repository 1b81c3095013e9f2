import { expect, it } from 'vitest';
import { claimed, writing } from '#domain/case/testing/begun.ts';
import { facts, said, tell, the, TUESDAY } from '#domain/case/testing/given.ts';
import { play } from '#domain/case/testing/play.ts';
import { DAY_MS, MINUTE_MS } from '#domain/time/local.ts';

const failed = (stepId: string) => ({ type: 'StepFailed' as const, stepId, code: 'step-failed' });

it('takes a contact that failed for good as one that may have left, and has a person look', () => {
  const { types, state, events } = tell(writing(), failed('case:1:0:0'));
  expect(types).toEqual(['StepGaveUp', 'AttemptEnded', 'HandoffOffered']);
  expect(the('AttemptEnded', events).status).toBe('unknown');
  expect([state.place?.sentTo, state.handoff?.why]).toEqual(['mobile', 'step-failed']);
});

it('goes on without the answer of a provider that can not be asked', () => {
  const asked = tell(writing(), { type: 'Woke' }, { now: TUESDAY + 3 * MINUTE_MS });
  const [step] = asked.steps;
  const { types, state } = tell(asked.state, failed(step?.id ?? ''), { now: TUESDAY + 4 * MINUTE_MS });
  expect(types).toEqual(['StepGaveUp', 'AttemptEnded', 'WaitBegan']);
  expect([state.attempts, state.handoff]).toEqual([[], undefined]);
});

it('offers again a day later what could not be offered, and no sooner', () => {
  const { steps } = play({
    facts: facts({ people: [] }),
    from: TUESDAY,
    until: TUESDAY + 7 * DAY_MS,
    failing: ({ type }) => (type === 'offerHandoff' ? 'broken' : undefined),
  });
  expect(steps.map(({ at }) => said(at))).toEqual([
    'fri 2026-11-27 09:00',
    'sat 2026-11-28 09:00',
    'sun 2026-11-29 09:00',
    'mon 2026-11-30 09:00',
  ]);
  expect(new Set(steps.map((step) => step.type === 'offerHandoff' && step.handoffId)).size).toBe(4);
});

it('ignores the failure of a step it knows nothing of any more', () => {
  expect(tell(claimed(), failed('case:1:0:7')).decision).toEqual({ ignored: 'step-unknown' });
});

it('takes down a failure that reaches a closed case, and offers nothing', () => {
  const closed = tell(writing(), { type: 'AccountRecalled', accountId: 'loan' }).state;
  expect(tell(closed, failed('case:1:0:0')).types).toEqual(['StepGaveUp', 'AttemptEnded']);
});
