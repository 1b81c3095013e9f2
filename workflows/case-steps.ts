import type { StepType } from '#domain/case/vocabulary.ts';

export type StepOptions = { queue: 'messages' | 'people'; startToClose: '10 seconds' | '30 seconds' };

/** The verbs of a case, each with its queue and its patience. */
export const STEPS = {
  sendSms: { queue: 'messages', startToClose: '30 seconds' },
  askProvider: { queue: 'messages', startToClose: '30 seconds' },
  offerHandoff: { queue: 'people', startToClose: '10 seconds' },
} as const satisfies Record<StepType, StepOptions>;
