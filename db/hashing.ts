import { createHmac } from 'node:crypto';

/** Keyed and per tenant: the same number hashes differently elsewhere, and can't be found by trying all numbers without the secret. */
const keyed = (purpose: string) => (secret: string, tenantId: string, value: string) =>
  createHmac('sha256', secret).update([purpose, tenantId, value].join('\0')).digest('hex');

/** Of a number in E.164 or an address in lower case: what events, latches and counts refer to. */
export const addressHash = keyed('address');
/** Of the key by which one human is known over all creditors: national id, else name and birth date. */
export const personKeyHash = keyed('person');
/** Of a national id, for recognising a party in a later delivery. */
export const nationalIdHash = keyed('national-id');
