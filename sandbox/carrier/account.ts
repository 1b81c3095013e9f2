import { createHmac } from 'node:crypto';

/** A customer of the carrier, as its console would show it. */
export type CarrierAccount = { accountSid: string; authToken: string };
/** A number of the carrier's customer, and where texts to it are sent on. */
export type CarrierNumber = { phone: string; accountSid?: string; smsUrl?: string };

/** The account a secret stands for, so that the seed and the carrier agree without a file between them. */
export function accountOf(secret: string): CarrierAccount {
  const derive = (use: string) => createHmac('sha256', secret).update(`carrier:${use}`).digest('hex').slice(0, 32);
  return { accountSid: `AC${derive('account')}`, authToken: derive('token') };
}
