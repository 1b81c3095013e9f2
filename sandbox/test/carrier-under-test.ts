import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { OutboundAttempt } from '#activities/channels/provider.ts';
import { twilioSms } from '#activities/channels/twilio-sms.ts';
import { startSandbox, type Sandbox } from '../sandbox.ts';
import { receiver } from './receiver.ts';

export const OURS = '+12025550100';
export const DEBTOR = '+12025550143';
export const ACCOUNT = { accountSid: `AC${'a1'.repeat(16)}`, authToken: 'f0'.repeat(16) };

export type UnderTest = Awaited<ReturnType<typeof carrierUnderTest>>;

/** A carrier, the real adapter pointed at it, and a receiver for its webhooks. */
export async function carrierUnderTest() {
  const dir = mkdtempSync(join(tmpdir(), 'c1-carrier-'));
  const api = await receiver(() => self.provider());
  const start = () =>
    startSandbox({ port: 0, dir, accounts: [ACCOUNT], numbers: [{ phone: OURS, smsUrl: `${api.origin}/webhooks/twilio/inbound` }] });
  const self = {
    api,
    dir,
    sandbox: await start(),
    provider: (timeoutMs = 2_000) => twilioSms({ ...ACCOUNT, baseUrl: self.sandbox.url, timeoutMs }),
    attempt: (attemptId: string, changes: Partial<OutboundAttempt> = {}): OutboundAttempt => ({
      attemptId,
      channel: 'sms',
      from: OURS,
      to: DEBTOR,
      text: 'Your account is past due. Reply STOP to opt out.',
      statusCallback: `${api.origin}/webhooks/twilio/status`,
      ...changes,
    }),
    submit: (attemptId: string, changes: Partial<OutboundAttempt> = {}) =>
      self.provider().submit(self.attempt(attemptId, changes), { idempotencyKey: attemptId }),
    control: async (method: string, path: string, body?: unknown): Promise<unknown> => {
      const response = await fetch(`${self.sandbox.url}/control${path}`, {
        method,
        headers: { 'content-type': 'application/json' },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      if (!response.ok && response.status !== 204) throw new Error(`${path}: ${response.status} ${await response.text()}`);
      return response.status === 204 ? undefined : response.json();
    },
    restart: async () => {
      await self.sandbox.stop();
      self.sandbox = await start();
    },
    close: async () => {
      await self.sandbox.stop();
      await api.close().catch(() => undefined);
      rmSync(dir, { recursive: true });
    },
  };
  return self as typeof self & { sandbox: Sandbox };
}

export type Counted = {
  messages: { attemptId: string; accepted: number; status: string }[];
  attempts: Record<string, number>;
  webhooksOwed: number;
};
