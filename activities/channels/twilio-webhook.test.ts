import { expect, it } from 'vitest';
import vectors from './fixtures/twilio-signatures.json' with { type: 'json' };
import { ForgedWebhook, MalformedWebhook, type RawRequest } from './provider.ts';
import { verifiedForm } from './twilio-signature.ts';
import { parseTwilioWebhook } from './twilio-webhook.ts';
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks.js';

type Vector = {
  authToken: string;
  url: string;
  params?: Record<string, string | string[]>;
  rawBody?: string;
  signature: string;
  valid: boolean;
};

const formOf = (params: Record<string, string | string[]>) =>
  new URLSearchParams(
    Object.entries(params).flatMap(([key, value]) => [value].flat().map((one): [string, string] => [key, one])),
  ).toString();

const token = 'a token';
const callback = 'http://127.0.0.1:4400/webhooks/twilio/status?attempt=case%3A1%3A2%3A3';
const signed = (url: string, params: Record<string, string | string[]>): RawRequest => ({
  url,
  headers: { 'x-twilio-signature': getExpectedTwilioSignature(token, url, params) },
  body: Buffer.from(formOf(params)),
});

it.each(vectors.vectors as Vector[])('judges the published signature $signature for $url as $valid', (vector) => {
  const body = Buffer.from(vector.rawBody ?? formOf(vector.params ?? {}));
  const judge = () => verifiedForm(vector.authToken, { url: vector.url, headers: { 'x-twilio-signature': vector.signature }, body });
  if (vector.valid) expect(judge).not.toThrow();
  else expect(judge).toThrow(ForgedWebhook);
});

it('accepts the address with or without the default port and with a quote raw or escaped, and no other query', () => {
  const accepts = (signedUrl: string, url: string) => {
    const signature = getExpectedTwilioSignature(token, signedUrl, {});
    verifiedForm(token, { url, headers: { 'x-twilio-signature': signature }, body: Buffer.alloc(0) });
  };
  expect(() => accepts('https://host.example/path', 'https://host.example:443/path')).not.toThrow();
  expect(() => accepts('https://host.example:443/path', 'https://host.example/path')).not.toThrow();
  expect(() => accepts("https://host.example/path?name=o'neil", "https://host.example/path?name=o'neil")).not.toThrow();
  expect(() => accepts('https://host.example/path?name=o%27neil', "https://host.example/path?name=o'neil")).not.toThrow();
  expect(() => accepts('https://host.example/path?foo=1', 'https://host.example/path?foo=2')).toThrow(ForgedWebhook);
});

it('tells which attempt a status belongs to, and names each status once', () => {
  const request = signed(callback, { MessageSid: 'SM1', MessageStatus: 'delivered', AccountSid: 'AC1' });
  expect(parseTwilioWebhook(token, request)).toEqual([
    { kind: 'status', dedupeKey: 'SM1:delivered', providerMessageId: 'SM1', status: 'delivered', left: true, attemptId: 'case:1:2:3' },
  ]);
});

it('tells a message that reached the carrier from one that never left', () => {
  const event = (MessageStatus: string) =>
    parseTwilioWebhook(token, signed(callback, { MessageSid: 'SM1', MessageStatus, ErrorCode: '30003' }))[0];
  expect(event('undelivered')).toMatchObject({ status: 'failed', left: true, errorCode: '30003' });
  expect(event('failed')).toMatchObject({ status: 'failed', left: false, errorCode: '30003' });
});

it('passes on what a debtor wrote, in any script, byte for byte', () => {
  const text = 'Sí, 明天付款 👍 & a+b=c\n‏مرحبا';
  const request = signed('http://127.0.0.1:4400/webhooks/twilio/inbound', {
    MessageSid: 'SM2',
    SmsStatus: 'received',
    From: '+12025550143',
    To: '+12025550100',
    Body: text,
    NumMedia: '0',
  });
  expect(parseTwilioWebhook(token, request)).toEqual([
    { kind: 'message', dedupeKey: 'SM2', providerMessageId: 'SM2', from: '+12025550143', to: '+12025550100', text, mediaCount: 0 },
  ]);
});

it('leaves out what no database keeps, so that no word and no status is lost over it', () => {
  const message = signed(callback, { MessageSid: 'SM3', From: '+12025550143', To: '+12025550100', Body: 'ST\0OP\0' });
  expect(parseTwilioWebhook(token, message)).toMatchObject([{ text: 'STOP' }]);
  const status = signed('http://127.0.0.1:4400/status?attempt=a%00', { MessageSid: 'SM\x004', MessageStatus: 'sent' });
  expect(parseTwilioWebhook(token, status)).toMatchObject([{ providerMessageId: 'SM4', attemptId: 'a' }]);
});

it('refuses a request whose body, address or signature was touched', () => {
  const good = signed(callback, { MessageSid: 'SM1', MessageStatus: 'sent' });
  expect(() => parseTwilioWebhook(token, { ...good, body: Buffer.from('MessageSid=SM1&MessageStatus=delivered') })).toThrow(ForgedWebhook);
  expect(() => parseTwilioWebhook(token, { ...good, url: callback + '9' })).toThrow(ForgedWebhook);
  expect(() => parseTwilioWebhook(token, { ...good, headers: {} })).toThrow(ForgedWebhook);
  expect(() => parseTwilioWebhook('another token', good)).toThrow(ForgedWebhook);
});

it.each([
  {},
  { MessageSid: 'SM1' },
  { MessageSid: 'SM1', MessageStatus: 'exploded' },
  { MessageSid: 'SM1', From: '+1', To: '+2', Body: '', NumMedia: 'x' },
])('calls a signed request that is not a message malformed: %o', (params) => {
  expect(() => parseTwilioWebhook(token, signed(callback, params as Record<string, string>))).toThrow(MalformedWebhook);
});
