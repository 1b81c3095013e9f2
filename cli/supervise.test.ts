import { spawn } from 'node:child_process';
import { expect, it } from 'vitest';
import { lifeOf } from './bare/processes.mjs';
import { kill } from './process-record.ts';
import { backOff, supervise, type Notice, type Part } from './supervise.ts';

const node = (script: string, over: Partial<Part> = {}): Part => ({
  name: 'worker',
  launch: () => spawn(process.execPath, ['-e', script], { stdio: 'ignore' }),
  isReady: () => Promise.resolve(true),
  lastWords: () => 'the last words',
  signal: 'SIGTERM',
  patienceMs: 300,
  ...over,
});
const STAYS = 'setInterval(() => {}, 1000)';

it('waits longer after each failure, never longer than five seconds', () => {
  expect([0, 1, 2, 5, 6, 60].map(backOff)).toEqual([100, 200, 400, 3200, 5000, 5000]);
});

it('starts a killed process again under another number', async () => {
  const notices: Notice[] = [];
  const worker = supervise(node(STAYS), (notice) => notices.push(notice));
  await worker.ready();
  const first = worker.pid() ?? 0;
  kill(first, 'SIGKILL');
  await expect.poll(() => notices.map(({ kind }) => kind)).toEqual(['ready', 'ended', 'ready']);
  expect(notices[1]).toMatchObject({ how: 'SIGKILL', again: true, lastWords: 'the last words' });
  expect(worker.pid()).not.toBe(first);
  await worker.stop();
});

it('gives up a process that never comes up, with its last words', async () => {
  const worker = supervise(node('process.exit(3)', { isReady: () => Promise.resolve(false) }));
  await expect(worker.ready()).rejects.toThrow(/did not start \(exit code 3\).*\nthe last words/);
  await worker.stop();
});

it('gives up a program that is not there', async () => {
  const worker = supervise(node('', { launch: () => spawn('/no/such/program'), isReady: () => Promise.resolve(false) }));
  await expect(worker.ready()).rejects.toThrow(/ENOENT/);
  await worker.stop();
});

it('insists when a process does not end when asked', async () => {
  let ears = false;
  const stubborn = node(`process.on('SIGTERM', () => {}); process.send('listening'); ${STAYS}`, {
    launch: () => {
      const child = spawn(process.execPath, ['-e', `process.on('SIGTERM', () => {}); process.send('listening'); ${STAYS}`], {
        stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      });
      child.once('message', () => (ears = true));
      return child;
    },
    isReady: () => Promise.resolve(ears),
  });
  const worker = supervise(stubborn);
  await worker.ready();
  const pid = worker.pid() ?? 0;
  await worker.stop();
  expect(lifeOf(pid)).toBeUndefined();
});

it('starts nothing again once it is stopped', async () => {
  const worker = supervise(node(STAYS));
  await worker.ready();
  await worker.stop();
  expect(worker.pid()).toBeUndefined();
  await expect(worker.ready()).rejects.toThrow(/stopped/);
});

it('waits for the next life from the moment of a kill', async () => {
  const worker = supervise(node(STAYS));
  await worker.ready();
  const first = worker.pid();
  worker.kill();
  await worker.ready();
  expect(worker.pid()).not.toBe(first);
  await worker.stop();
});
