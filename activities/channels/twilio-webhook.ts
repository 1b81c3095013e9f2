import { MalformedWebhook, type ProviderEvent, type RawRequest } from './provider.ts';
import { verifiedForm, type FormFields } from './twilio-signature.ts';
import { fromTwilioStatus } from './twilio-status.ts';

/** What Twilio says about a message of ours, or passes on from a debtor. @throws ForgedWebhook, MalformedWebhook */
export function parseTwilioWebhook(authToken: string, request: RawRequest): ProviderEvent[] {
  const fields = verifiedForm(authToken, request);
  const sid = one(fields, 'MessageSid') ?? one(fields, 'SmsSid');
  if (!sid) throw new MalformedWebhook('MessageSid is missing');
  const status = one(fields, 'MessageStatus');
  return [status && status !== 'received' ? statusReported(request.url, fields, sid, status) : messageArrived(fields, sid)];
}

function statusReported(url: string, fields: FormFields, sid: string, word: string): ProviderEvent {
  const status = fromTwilioStatus(word, one(fields, 'ErrorCode'));
  if (!status) throw new MalformedWebhook(`unknown MessageStatus`);
  const attemptId = kept(new URL(url).searchParams.get('attempt'));
  return { kind: 'status', dedupeKey: `${sid}:${word}`, providerMessageId: sid, ...status, ...(attemptId && { attemptId }) };
}

function messageArrived(fields: FormFields, sid: string): ProviderEvent {
  const from = one(fields, 'From');
  const to = one(fields, 'To');
  const text = one(fields, 'Body');
  const mediaCount = Number(one(fields, 'NumMedia') ?? 0);
  if (!from || !to || text === undefined) throw new MalformedWebhook('From, To or Body is missing');
  if (!Number.isSafeInteger(mediaCount) || mediaCount < 0) throw new MalformedWebhook('NumMedia is not a number');
  return { kind: 'message', dedupeKey: sid, providerMessageId: sid, from, to, text, mediaCount };
}

function one(fields: FormFields, name: string): string | undefined {
  const value = fields[name];
  return kept(Array.isArray(value) ? value[0] : value);
}

/** No database keeps a character of code 0, and a STOP that carries one must not get lost over it. */
const kept = (text: string | null | undefined): string | undefined => text?.replaceAll('\0', '');
