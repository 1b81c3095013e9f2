import { count } from './count.ts';
import type { Evaluator } from './evaluator.ts';
import { forbidden } from './forbidden.ts';
import { mediumStop } from './medium-stop.ts';
import { never } from './never.ts';
import { requiresConsent } from './requires-consent.ts';
import { weeklyWindow } from './weekly-window.ts';

export type Evaluators = Readonly<Record<string, Evaluator>>;

/** By `params.type`. A blocking rule whose type is not here denies by that name. */
export const EVALUATORS: Evaluators = {
  count,
  forbidden,
  medium_stop: mediumStop,
  requires_consent: requiresConsent,
  weekly_window: weeklyWindow,

  keywords: never,
  obligation: never,
  proposal: never,
  retain: never,
  safe_harbour: never,
  standard: never,
};
