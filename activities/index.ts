import { createDecideNext } from '#activities/decide-next.ts';
import type { ActivityDeps } from '#activities/deps.ts';
import { createRecordFailure } from '#activities/record-failure.ts';
import { askProvider } from '#activities/steps/ask-provider.ts';
import { offerHandoff } from '#activities/steps/offer-handoff.ts';
import { sendSms } from '#activities/steps/send-sms.ts';

/** All activities by the names a history shows, grouped by the queue they are taken from. */
export const createActivities = (deps: ActivityDeps) => ({
  cases: { decideNext: createDecideNext(deps), recordFailure: createRecordFailure(deps) },
  messages: { sendSms: sendSms(deps), askProvider: askProvider(deps) },
  people: { offerHandoff: offerHandoff(deps) },
});
