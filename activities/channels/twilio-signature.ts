import { parse } from 'node:querystring';
// The path, not the package: its index loads the clients of two hundred Twilio services.
import { validateRequest, validateRequestWithBody } from 'twilio/lib/webhooks/webhooks.js';
import { ForgedWebhook, type RawRequest } from './provider.ts';

export type FormFields = Record<string, string | string[] | undefined>;

/** The form of a webhook, once its signature is found good. @throws ForgedWebhook */
export function verifiedForm(authToken: string, request: RawRequest): FormFields {
  const fields = parse(request.body.toString('utf8'), '&', '=', { maxKeys: 200 });
  if (!isSigned(authToken, request, fields)) throw new ForgedWebhook('the signature does not fit the request');
  return fields;
}

function isSigned(authToken: string, { url, headers, body }: RawRequest, fields: FormFields): boolean {
  const signature = headers['x-twilio-signature'];
  if (!signature || !URL.canParse(url)) return false;
  // A body that is not a form is signed by its hash in the address.
  if (new URL(url).searchParams.has('bodySHA256')) return validateRequestWithBody(authToken, signature, url, body.toString('utf8'));
  return validateRequest(authToken, signature, url, fields);
}
