import type { Answer, StepType } from '#domain/case/vocabulary.ts';

/** One generation of a case in the engine. Ids only: nothing here may name a person. */
export type CaseRun = { tenant: string; caseId: string; epoch: number };

export const CASE_QUEUE = 'cases';
export const workflowIdOf = ({ tenant, caseId }: Pick<CaseRun, 'tenant' | 'caseId'>): string => `case:${tenant}:${caseId}`;

export type InputId = string;
export type StepRef = { id: string; type: StepType; because: string };

/** What the rows say after the inputs at hand were taken, never what one call did: a lost result loses nothing. */
export type Next =
  | { superseded: true }
  | {
      superseded?: false;
      /** All pending steps, under way or not. */
      steps: readonly StepRef[];
      /** Real epoch ms. */
      wakeAt?: number;
      because: string;
      stage: string;
      /** Whether the case goes on; also while a step is pending. */
      open: boolean;
      answers: readonly (readonly [InputId, Answer])[];
      /** Inputs are left: ask again at once. */
      more: boolean;
      /** Continue as new from so many events of history on. */
      continueAfter: number;
    };
