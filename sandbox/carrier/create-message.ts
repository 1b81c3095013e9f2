import { isPossiblePhoneNumber } from 'libphonenumber-js';
import { CarrierProblem } from './problem.ts';
import { CREATE, misfits } from './schema.ts';
import type { CarrierState } from './state.ts';

export type Form = Record<string, string | string[] | undefined>;
export type Accepted = { from: string; to: string; body: string; statusCallback?: string; attemptId?: string };

const MOST_CHARACTERS = 1600;

/** What the carrier takes on, or Twilio's refusal of it. @throws CarrierProblem */
export function readCreate(state: CarrierState, accountSid: string, form: Form): Accepted {
  const to = text(form, 'To');
  const from = text(form, 'From');
  const body = text(form, 'Body');
  const statusCallback = text(form, 'StatusCallback');
  if (!to) throw refuse(21604, "A 'To' phone number is required.");
  if (text(form, 'MessagingServiceSid')) throw refuse(21701, 'The Messaging Service resource does not exist.');
  if (!from) throw refuse(21603, "A 'From' phone number is required.");
  if (!body && !text(form, 'MediaUrl') && !text(form, 'ContentSid')) throw refuse(21602, 'Message body is required.');
  if (!body) throw refuse(21620, 'Invalid media URL(s)'); // no media here: text is all this carrier carries
  const [misfit] = misfits(CREATE, form);
  if (misfit === 'StatusCallback') throw refuse(21609, `The 'StatusCallback' URL ${statusCallback} is not a valid URL.`);
  if (misfit) throw refuse(20001, `Invalid parameter: ${misfit}`);
  if (!isE164(to)) throw refuse(21211, `Invalid 'To' Phone Number: ${to}`);
  if (state.numbers.get(from)?.accountSid !== accountSid)
    throw refuse(21606, `The 'From' phone number ${from} is not a valid, SMS-capable inbound phone number or short code for your account.`);
  if (from === to) throw refuse(21266, "'To' and 'From' number cannot be the same");
  if (body.length > MOST_CHARACTERS) throw refuse(21617, 'The concatenated message body exceeds the 1600 character limit');
  if (state.blocked.has(`${from} ${to}`)) throw refuse(21610, 'Attempt to send to unsubscribed recipient');
  const attemptId = statusCallback && new URL(statusCallback).searchParams.get('attempt');
  return { from, to, body, ...(statusCallback && { statusCallback }), ...(attemptId && { attemptId }) };
}

const refuse = (code: number, message: string) => new CarrierProblem(400, code, message);

const isE164 = (phone: string) => /^\+[1-9]\d{6,14}$/.test(phone) && isPossiblePhoneNumber(phone);

export function text(form: Form, name: string): string | undefined {
  const value = form[name];
  return Array.isArray(value) ? value[0] : value;
}
