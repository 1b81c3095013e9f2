import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { endProcess, recall, recallAll, remember } from './process-record.ts';

const folder = () => mkdtempSync(join(tmpdir(), 'c1-record-'));
const sleeper = () => spawn('sleep', ['60'], { stdio: 'ignore' }).pid ?? 0;

it('finds the process it wrote down, until that has ended', async () => {
  const file = join(folder(), 'worker.json');
  const pid = sleeper();
  remember(file, pid);
  expect(recall(file)).toBe(pid);
  await endProcess(pid, 'SIGTERM', 2000);
  expect(recall(file)).toBeUndefined();
});

it('does not take another process under the same number for the one it wrote down', async () => {
  const file = join(folder(), 'worker.json');
  const pid = sleeper();
  remember(file, pid);
  writeFileSync(file, readFileSync(file, 'utf8').replace(/"life":"\d+"/, '"life":"1"'));
  expect(recall(file)).toBeUndefined();
  await endProcess(pid, 'SIGKILL', 2000);
});

it('reads a folder of records, whatever else lies in it', () => {
  const directory = folder();
  remember(join(directory, 'api.json'), process.pid);
  writeFileSync(join(directory, 'broken.json'), '{');
  expect([...recallAll(directory)]).toEqual([['api', process.pid]]);
  expect(recallAll(join(directory, 'nowhere')).size).toBe(0);
});
