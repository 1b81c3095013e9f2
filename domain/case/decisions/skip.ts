import type { Draft, Handled } from '#domain/case/draft.ts';
import { standsStill } from '#domain/case/proceed.ts';
import { stepOf } from '#domain/playbook/playbook.ts';

/** A person sends the machine past the step it waits at. */
export function skipStep(draft: Draft, by: string): Handled {
  const { state, facts } = draft;
  if (standsStill(state) || !state.place) return { refused: 'nothing-to-skip' };
  const step = stepOf(facts.playbook, state.place.step);
  if (step.kind === 'handoff') return { refused: 'nothing-to-skip' };
  draft.record({ type: 'StepSkipped', by });
  draft.record({ type: 'PlaceEntered', step: step.kind === 'message' ? step.otherwise : step.then, round: state.place.round });
  return { answer: { accepted: true } };
}
