import { hasEnded, reported, rises } from '#domain/contact/attempt-status.ts';
import { reportEnd, tell, type AttemptRow } from '#db/queries/attempt-record.ts';
import type { StatusReported } from '#activities/channels/provider.ts';
import type { Ingesting } from '#api/commands/ingest-webhooks.ts';

/**
 * What a provider says about an attempt: appended always, and followed when it is news.
 * @param attempts locked; kept up to date for the next report of the group
 * @returns the webhook's outcome; `early` when no such attempt is known here
 */
export async function receiveStatus(
  { tx, now }: Ingesting,
  attempts: Map<string, AttemptRow>,
  providerAccountId: string,
  event: StatusReported,
): Promise<'raised' | 'late' | 'early'> {
  const row = attempts.get(event.attemptId ?? '');
  if (!row || row.providerAccountId !== providerAccountId) return 'early';
  const status = reported(event);
  const detail = { providerMessageId: event.providerMessageId, ...(event.errorCode && { errorCode: event.errorCode }) };
  const also = row.providerMessageId === null ? { providerMessageId: event.providerMessageId } : {};
  const raised = rises(row.status, status);
  attempts.set(row.id, {
    ...row,
    ...also,
    status: await tell(tx, row, { status, evidence: `webhook:${event.dedupeKey}`, detail, now }, also),
  });
  // Told once: a later rise among ended statuses changes nothing for the case.
  if (raised && hasEnded(status) && !hasEnded(row.status)) await reportEnd(tx, row, { status, rung: false, now });
  return raised ? 'raised' : 'late';
}
