import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { twilioSms } from '#activities/channels/twilio-sms.ts';
import { readConfig } from './config.ts';
import { startSandbox } from './sandbox.ts';
import { ACCOUNT, OURS } from './test/carrier-under-test.ts';
import { SOON } from './test/soon.ts';
import { coreApi } from './test/core-api.ts';
import { receiver } from './test/receiver.ts';

it('carries a text to a debtor, the answer back, and the payment to the lender', async () => {
  const debtor = '+12025550143';
  const core = await coreApi();
  const dir = mkdtempSync(join(tmpdir(), 'c1-sandbox-'));
  const api = await receiver(() => twilioSms({ ...ACCOUNT, baseUrl: 'http://127.0.0.1' }));
  const sandbox = await startSandbox({
    port: 0,
    dir,
    origin: core.origin,
    apiKey: 'key',
    accounts: [ACCOUNT],
    numbers: [{ phone: OURS, smsUrl: `${api.origin}/inbound` }],
    tour: [{ accountRef: 'A-1', creditor: 'Northfield', phone: debtor, plays: 'promise-and-pay' }],
  });
  const attempt = {
    attemptId: 'a',
    channel: 'sms',
    from: OURS,
    to: debtor,
    text: 'You owe',
    statusCallback: `${api.origin}/status`,
  } as const;
  await twilioSms({ ...ACCOUNT, baseUrl: sandbox.url }).submit(attempt, { idempotencyKey: 'a' });
  await vi.waitFor(
    () => expect(api.events.at(-1)).toMatchObject({ kind: 'message', from: debtor, to: OURS, text: 'I can pay $1,574.68 tomorrow' }),
    SOON,
  );
  await vi.waitFor(() => expect(core.payments).toMatchObject([{ accountRef: 'A-1', amountMinor: 157_468 }]), SOON);
  await sandbox.stop();
  core.close();
  await api.close();
  rmSync(dir, { recursive: true });
}, 15_000);

it('is configured by the environment that every process gets', () => {
  const environment = { C1_SECRET: 'x'.repeat(32), C1_SANDBOX: 'http://127.0.0.1:5510', C1_ORIGIN: 'http://127.0.0.1:5500' };
  const config = readConfig(environment, '/nowhere');
  expect(config).toMatchObject({
    port: 5510,
    origin: 'http://127.0.0.1:5500',
    tour: [],
    numbers: [{ phone: OURS }, { phone: '+12025550101' }],
  });
  expect(config.accounts[0]?.accountSid).toMatch(/^AC[0-9a-f]{32}$/);
  expect(config.apiKey).toMatch(/^c1_[\w-]{43}$/);
  expect(readConfig({ C1_SECRET: 'x'.repeat(32), C1_SANDBOX_DEBTORS: 'no' }).apiKey).toBeUndefined();
  expect(() => readConfig({})).toThrow('C1_SECRET');
});
