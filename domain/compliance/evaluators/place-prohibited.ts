import { liveConsents } from '../consents.ts';
import { type Evaluator, PASSES } from './evaluator.ts';

export type PlaceParams = {
  readonly type: string;
  readonly place: string;
  /** null: always; otherwise only once that is known. */
  readonly when_state: 'employer_prohibits' | null;
  readonly consent_override: string | null;
};

/** Denies contact at a place. */
export const placeProhibited: Evaluator<PlaceParams> = {
  requires: () => [],
  uses: ['place', 'employerProhibits', 'consents'],
  judge({ place, when_state: state, consent_override: consent }, { facts, at }) {
    if (facts.attempt.place !== place) return PASSES;
    if (state === 'employer_prohibits' && !facts.state.employerProhibits) return PASSES;
    if (consent !== null && liveConsents(facts, consent, at).length > 0) return PASSES;
    return { passes: false, reason: 'place' };
  },
};
