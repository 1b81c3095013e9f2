import type { CaseRun } from '#domain/case/run.ts';
import { contact } from '#activities/contact.ts';
import type { ActivityDeps } from '#activities/deps.ts';

export const sendSms = (deps: ActivityDeps) => (run: CaseRun, stepId: string) => contact(deps, run, stepId, 'sms');
