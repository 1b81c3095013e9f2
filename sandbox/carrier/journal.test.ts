import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, onTestFinished, vi } from 'vitest';
import { twilioSms } from '#activities/channels/twilio-sms.ts';
import { freePort } from '#cli/ports.ts';
import { openJournal } from '../journal.ts';
import { startSandbox } from '../sandbox.ts';
import { ACCOUNT, DEBTOR, OURS, carrierUnderTest, type Counted, type UnderTest } from '../test/carrier-under-test.ts';
import { receiver } from '../test/receiver.ts';
import { SOON } from '../test/soon.ts';
import { accountOf } from './account.ts';

it('cuts off a torn last line and keeps the rest', () => {
  const dir = mkdtempSync(join(tmpdir(), 'c1-journal-'));
  const path = join(dir, 'deep', 'a.jsonl');
  const first = openJournal<number>(path, () => undefined);
  first.append(1);
  first.append(2);
  first.close();
  appendFileSync(path, '{"torn":');
  const seen: number[] = [];
  const second = openJournal<number>(path, (entry) => seen.push(entry));
  second.append(3);
  second.close();
  expect(seen).toEqual([1, 2]);
  expect(readFileSync(path, 'utf8')).toBe('1\n2\n3\n');
  rmSync(dir, { recursive: true });
});

let test: UnderTest;
beforeEach(async () => {
  test = await carrierUnderTest();
});
afterEach(() => test.close());

it('goes on after a restart: blocks, numbers, disturbance, half-sent messages and webhooks owed', async () => {
  test.api.answer = () => 500;
  await test.control('POST', '/inbound', { from: '+12025550177', to: OURS, body: 'STOP' });
  await test.control('PUT', `/numbers/${encodeURIComponent('+12025550101')}`, {});
  await test.control('POST', '/webhooks', { twice: 0.25, seed: 3 });
  await test.submit('a');
  await test.restart();
  test.api.answer = () => 200;
  expect(await test.submit('b', { to: '+12025550177' })).toMatchObject({ code: '21610' });
  expect(await test.submit('c', { from: '+12025550101', to: '+12025550178' })).toMatchObject({ outcome: 'submitted' });
  expect(await test.control('GET', '/webhooks')).toMatchObject({ twice: 0.25, seed: 3 });
  await vi.waitFor(async () => {
    const keys = test.api.events.map((event) => (event.kind === 'status' ? `${event.attemptId} ${event.status}` : event.text));
    expect(new Set(keys)).toEqual(new Set(['STOP', 'a submitted', 'a sent', 'a delivered', 'c submitted', 'c sent', 'c delivered']));
    expect(await test.control('GET', '/messages')).toMatchObject({ attempts: { a: 1, c: 1 }, webhooksOwed: 0 });
  }, SOON);
});

it('loses nothing when killed with -9 in mid-work', async () => {
  const secret = 'a secret of the test';
  const account = accountOf(secret);
  const dir = mkdtempSync(join(tmpdir(), 'c1-killed-'));
  const port = await freePort();
  const baseUrl = `http://127.0.0.1:${port}`;
  const provider = twilioSms({ ...account, baseUrl });
  const api = await receiver(() => provider);
  const started: ChildProcess[] = [];
  // A child that outlives its test holds the runner's pipes, and the runner waits for it for ever.
  onTestFinished(() => started.forEach((one) => void one.kill('SIGKILL')));
  const start = async () => {
    const child = spawn(process.execPath, ['sandbox/main.ts'], {
      env: {
        PATH: process.env['PATH'],
        C1_SANDBOX: baseUrl,
        C1_ORIGIN: api.origin,
        C1_SECRET: secret,
        C1_SANDBOX_DIR: dir,
        C1_SANDBOX_DEBTORS: 'no',
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    started.push(child);
    await once(child.stdout, 'data'); // its line "sandbox ready"
    return child;
  };
  let child = await start();
  const attempt = (id: string) => ({ ...test.attempt(id), statusCallback: `${api.origin}/webhooks/twilio/status` });
  const accepted: string[] = [];
  for (let round = 0; round < 3; round++) {
    const sending = Array.from({ length: 20 }, (_, n) => `${round}-${n}`).map((id) =>
      provider.submit(attempt(id), { idempotencyKey: id }).then(
        () => void accepted.push(id),
        () => undefined, // unknown, or refused at the door: not acknowledged
      ),
    );
    const before = accepted.length;
    await vi.waitFor(() => expect(accepted.length).toBeGreaterThan(before), { timeout: SOON, interval: 1 });
    child.kill('SIGKILL');
    await Promise.all([once(child, 'exit'), ...sending]);
    child = await start();
  }
  const told = () =>
    new Set(api.events.flatMap((event) => (event.kind === 'status' && event.status === 'delivered' ? [event.attemptId] : [])));
  await vi.waitFor(() => expect(accepted.filter((id) => !told().has(id))).toEqual([]), SOON);
  const { attempts } = (await (await fetch(`${baseUrl}/control/messages`)).json()) as Counted;
  expect(accepted.filter((id) => attempts[id] !== 1)).toEqual([]);
  child.kill('SIGTERM');
  expect(await once(child, 'exit')).toEqual([0, null]);
  await api.close();
  rmSync(dir, { recursive: true });
}, 30_000);

it('keeps where texts are sent on, as set while running, over a restart that does not say', async () => {
  const options = { port: 0, dir: mkdtempSync(join(tmpdir(), 'c1-numbers-')), accounts: [ACCOUNT], numbers: [{ phone: OURS }] };
  const first = await startSandbox(options);
  first.carrier.setNumber({ phone: OURS, accountSid: ACCOUNT.accountSid, smsUrl: `${test.api.origin}/x` });
  await first.stop();
  const second = await startSandbox(options);
  second.carrier.receive({ from: DEBTOR, to: OURS, body: 'hello' });
  await vi.waitFor(() => expect(test.api.events).toMatchObject([{ text: 'hello' }]), SOON);
  await second.stop();
  rmSync(options.dir, { recursive: true });
});

it('keeps a debtor’s words as they were written', async () => {
  const body = '‮STOP‬ 👍 明天';
  await test.control('POST', '/inbound', { from: DEBTOR, to: OURS, body });
  await vi.waitFor(() => expect(test.api.events).toMatchObject([{ text: body }]), SOON);
});
