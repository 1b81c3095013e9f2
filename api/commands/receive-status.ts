import { hasEnded, reported, rises } from '#domain/contact/attempt-status.ts';
import { lockAttempt, reportEnd, tell } from '#db/queries/attempt-record.ts';
import type { StatusReported } from '#activities/channels/provider.ts';
import type { Ingesting } from '#api/commands/ingest-webhooks.ts';

/**
 * What a provider says about an attempt: appended always, and followed when it is news.
 * @returns the webhook's outcome; `early` when no such attempt is known here
 */
export async function receiveStatus(
  { tx, now }: Ingesting,
  providerAccountId: string,
  event: StatusReported,
): Promise<'raised' | 'late' | 'early'> {
  const row = event.attemptId === undefined ? undefined : await lockAttempt(tx, event.attemptId);
  if (!row || row.providerAccountId !== providerAccountId) return 'early';
  const status = reported(event);
  const detail = { providerMessageId: event.providerMessageId, ...(event.errorCode && { errorCode: event.errorCode }) };
  const also = row.providerMessageId === null ? { providerMessageId: event.providerMessageId } : {};
  const raised = rises(row.status, status);
  await tell(tx, row, { status, evidence: `webhook:${event.dedupeKey}`, detail, now }, also);
  // Told once: a later rise among ended statuses changes nothing for the case.
  if (raised && hasEnded(status) && !hasEnded(row.status)) await reportEnd(tx, row, { status, rung: false, now });
  return raised ? 'raised' : 'late';
}
