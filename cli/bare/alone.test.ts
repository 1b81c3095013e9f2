import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { alone } from './alone.mjs';

const lockFile = () => join(mkdtempSync(join(tmpdir(), 'c1-alone-')), 'lock');

it('lets one at a time do the work', async () => {
  const file = lockFile();
  let [inside, most] = [0, 0];
  const work = async () => {
    most = Math.max(most, (inside += 1));
    await pause(5);
    inside -= 1;
  };
  await Promise.all([alone(file, work), alone(file, work), alone(file, work)]);
  expect(most).toBe(1);
  expect(existsSync(file)).toBe(false);
});

it('takes over from a holder that died, or whose number somebody else has by now', async () => {
  const file = lockFile();
  writeFileSync(file, `${process.pid} another life`);
  expect(await alone(file, () => 'done')).toBe('done');
  writeFileSync(file, '999999999 1');
  expect(await alone(file, () => 'done')).toBe('done');
});

it('gives way when the work fails', async () => {
  const file = lockFile();
  await expect(alone(file, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(existsSync(file)).toBe(false);
});
