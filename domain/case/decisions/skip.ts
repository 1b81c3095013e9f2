import { standsStill } from '#domain/case/case.ts';
import { overIfClosed, type Draft, type Handled, type Of } from '#domain/case/draft.ts';
import { startAgain } from '#domain/case/proceed.ts';
import { stepOf } from '#domain/playbook/playbook.ts';

/** A person sends the machine past the step, or the rest, it waits at. */
export function skipStep(draft: Draft, { by }: Of<'SkipStep'>): Handled {
  const over = overIfClosed(draft);
  if (over) return over;
  const { state, facts } = draft;
  if (standsStill(state) || state.holds.length > 0 || !state.place) return { refused: 'nothing-to-skip' };
  const { place, wait } = state;
  const step = stepOf(facts.playbook, place.step);
  const isResting = wait?.why === 'rest-after-person' || wait?.why === 'resume-day';
  if (!isResting && step.kind === 'handoff') return { refused: 'nothing-to-skip' };
  draft.record({ type: 'StepSkipped', by });
  if (isResting || step.kind === 'handoff') startAgain(draft);
  else draft.record({ type: 'PlaceEntered', step: step.kind === 'message' ? step.otherwise : step.then, round: place.round });
  return { answer: { accepted: true } };
}
