import type { CaseRow } from '#lib/api/index.ts';

export const OPEN_QUEUES = ['callbacks', 'promises', 'handoffs', 'new', 'working'] as const;
export type QueueName = CaseRow['queue'];
