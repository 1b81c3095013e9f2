import type { MessageStatus } from './provider.ts';

/**
 * Twilio's word for a message's state in ours; undefined for a word that is not of an outbound message.
 * @see https://www.twilio.com/docs/messaging/api/message-resource: `undelivered` was handed to the carrier, `failed` and `canceled` never were
 */
export function fromTwilioStatus(status: string, errorCode?: string | number | null): MessageStatus | undefined {
  switch (status) {
    case 'queued':
    case 'accepted':
    case 'scheduled':
    case 'sending':
      return { status: 'submitted', left: true };
    case 'sent':
      return { status: 'sent', left: true };
    case 'delivered':
    case 'partially_delivered':
      return { status: 'delivered', left: true };
    case 'read':
      return { status: 'read', left: true };
    case 'undelivered':
      return { status: 'failed', left: true, ...code(errorCode) };
    case 'failed':
      return { status: 'failed', left: false, ...code(errorCode) };
    case 'canceled':
      return { status: 'failed', left: false, errorCode: 'canceled' };
    default:
      return undefined;
  }
}

const code = (errorCode: string | number | null | undefined) => (errorCode ? { errorCode: String(errorCode) } : {});
