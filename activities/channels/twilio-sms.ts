import { z } from 'zod';
import { notConnected } from './not-connected.ts';
import { NotSent, type ChannelProvider, type OutboundAttempt, type Refused, type Submitted } from './provider.ts';
import { fromTwilioStatus } from './twilio-status.ts';
import { parseTwilioWebhook } from './twilio-webhook.ts';

export type TwilioAccount = {
  accountSid: string;
  authToken: string;
  /** https://api.twilio.com, or a carrier that speaks its protocol. */
  baseUrl: string;
  timeoutMs?: number;
};

const Message = z.object({ sid: z.string(), status: z.string(), error_code: z.number().nullish() });
const Problem = z.object({ code: z.number(), message: z.string() });
const TIMEOUT_MS = 10_000;

/** SMS by Twilio's Messages API. Twilio knows no idempotency key: the attempt's id travels in the callback's address. */
export function twilioSms(account: TwilioAccount): ChannelProvider {
  const messages = `/2010-04-01/Accounts/${account.accountSid}/Messages`;
  return {
    async submit(attempt) {
      const response = await call(account, `${messages}.json`, messageForm(attempt));
      return response.ok ? submitted(await response.json()) : refused(response);
    },
    async lookup(sid) {
      const response = await call(account, `${messages}/${encodeURIComponent(sid)}.json`);
      if (response.status === 404) return undefined;
      if (!response.ok) throw new Error(`Twilio answered ${response.status}`);
      const message = Message.parse(await response.json());
      return fromTwilioStatus(message.status, message.error_code);
    },
    async cancel(sid) {
      const response = await call(account, `${messages}/${encodeURIComponent(sid)}.json`, { Status: 'canceled' });
      if (response.ok) return Message.parse(await response.json()).status === 'canceled';
      if (response.status >= 500) throw new Error(`Twilio answered ${response.status}`);
      return false;
    },
    parseWebhook: (request) => parseTwilioWebhook(account.authToken, request),
  };
}

function messageForm({ from, to, text, statusCallback, attemptId }: OutboundAttempt) {
  const callback = new URL(statusCallback);
  callback.searchParams.set('attempt', attemptId);
  return { To: to, From: from, Body: text, StatusCallback: callback.href };
}

function submitted(body: unknown): Submitted {
  const { sid, status } = Message.parse(body);
  const known = fromTwilioStatus(status)?.status;
  return { outcome: 'submitted', providerMessageId: sid, status: known === 'sent' || known === 'delivered' ? known : 'submitted' };
}

/** Only Twilio's own problem document proves that it took nothing; a bare 4xx may come from something in between. */
async function refused(response: Response): Promise<Refused> {
  if (response.status === 429) throw new NotSent('Twilio asks to wait (429)');
  if (response.status >= 400 && response.status < 500) {
    const problem = Problem.safeParse(await response.json().catch(() => undefined));
    if (problem.success) return { outcome: 'refused', code: String(problem.data.code), reason: withoutNumbers(problem.data.message) };
  }
  throw new Error(`Twilio answered ${response.status}: the outcome is not known`);
}

/** Twilio repeats the debtor's number in its messages; a reason is kept where no personal data may be. */
const withoutNumbers = (message: string) => message.replace(/\+?\d[\d\s().-]{5,}\d/g, '…');

async function call(
  { accountSid, authToken, baseUrl, timeoutMs = TIMEOUT_MS }: TwilioAccount,
  path: string,
  form?: Record<string, string>,
) {
  const authorization = `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`;
  try {
    return await fetch(new URL(path, baseUrl), {
      method: form ? 'POST' : 'GET',
      headers: { authorization, accept: 'application/json' },
      ...(form && { body: new URLSearchParams(form) }),
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    });
  } catch (error) {
    if (notConnected(error)) throw new NotSent('no connection to Twilio', { cause: error });
    throw error;
  }
}
