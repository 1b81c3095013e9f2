export type Status = 'queued' | 'sending' | 'sent' | 'delivered' | 'undelivered' | 'failed' | 'canceled' | 'received';

/** A message as the carrier keeps it. Instants are epoch ms. */
export type Message = {
  sid: string;
  accountSid: string;
  direction: 'outbound-api' | 'inbound';
  from: string;
  to: string;
  body: string;
  status: Status;
  errorCode?: number;
  statusCallback?: string;
  attemptId?: string;
  createdAt: number;
  updatedAt: number;
  sentAt?: number;
};

export const isFinal = (status: Status) => !['queued', 'sending', 'sent'].includes(status);

/** The Message resource of Twilio's API. */
export function resource(message: Message) {
  const uri = `/2010-04-01/Accounts/${message.accountSid}/Messages/${message.sid}`;
  return {
    account_sid: message.accountSid,
    api_version: '2010-04-01',
    body: message.body,
    date_created: rfc2822(message.createdAt),
    date_sent: message.sentAt === undefined ? null : rfc2822(message.sentAt),
    date_updated: rfc2822(message.updatedAt),
    direction: message.direction,
    error_code: message.errorCode ?? null,
    error_message: message.errorCode ? (DELIVERY_ERRORS[message.errorCode] ?? 'Unknown error') : null,
    from: message.from,
    messaging_service_sid: null,
    num_media: '0',
    num_segments: String(segments(message.body)),
    price: null,
    price_unit: 'USD',
    sid: message.sid,
    status: message.status,
    subresource_uris: { media: `${uri}/Media.json` },
    to: message.to,
    uri: `${uri}.json`,
  };
}

/** @see https://www.twilio.com/docs/api/errors */
export const DELIVERY_ERRORS: Record<number, string> = {
  30003: 'Unreachable destination handset',
  30005: 'Unknown destination handset',
  30006: 'Landline or unreachable carrier',
};

const rfc2822 = (at: number) => new Date(at).toUTCString().replace('GMT', '+0000');

const GSM = /^[\n\r !-~£¥èéùìòÇØøÅåΔΦΓΛΩΠΨΣΘΞÆæßÉ¤¡ÄÖÑÜ§¿äöñüà€]*$/;

/** SMS parts: 160 characters of the GSM alphabet or 70 of any other, a little less each when there are several. */
export function segments(body: string): number {
  const gsm = GSM.test(body) && !body.includes('`');
  const length = gsm ? body.length + (body.match(/[\^{}\\[\]~|€]/g)?.length ?? 0) : body.length;
  const [one, each] = gsm ? [160, 153] : [70, 67];
  return length <= one ? 1 : Math.ceil(length / each);
}
