import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, expect, it } from 'vitest';
import { lifeOf } from '#cli/bare/processes.mjs';
import { ROOT } from '#cli/program-part.ts';
import { kill, recallAll } from '#cli/process-record.ts';

const directory = mkdtempSync(join(tmpdir(), 'c1-up-'));
const started: ChildProcess[] = [];
afterEach(() => void started.splice(0).forEach((child) => child.kill('SIGKILL')));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

/** `c1` as it is typed, with its data in a folder of this test. */
function c1(...words: string[]) {
  const env = { ...process.env, C1_LOCAL: directory, C1_PORT: '0', DATABASE_URL: '', TEMPORAL_ADDRESS: '' };
  const child = spawn(process.execPath, [join(ROOT, 'cli', 'c1.mjs'), ...words], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  started.push(child);
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text: Buffer) => (said += text.toString()));
  const ended = once(child, 'close') as Promise<[number | null]>;
  const ready = async () => {
    await expect.poll(() => said, { timeout: 180_000, interval: 100 }).toContain('CollectionONE runs');
    return /http:\/\/127\.0\.0\.1:\d+/.exec(said)?.[0] ?? '';
  };
  return { child, ready, ended, said: () => said };
}
const pids = () => recallAll(join(directory, 'run'));

it('starts everything, refuses a second start and a reset beside it, and leaves no process behind when asked to end', async () => {
  const up = c1('up');
  const origin = await up.ready();
  expect((await fetch(origin)).status).toBeLessThan(400);
  const running = pids();
  expect([...running.keys()].sort()).toEqual(['api', 'c1', 'postgres', 'relay', 'sandbox', 'temporal', 'worker']);

  const second = c1('up');
  expect((await second.ended)[0]).toBe(1);
  expect(second.said()).toContain('runs here already');
  const reset = c1('reset', '--yes');
  expect((await reset.ended)[0]).toBe(1);
  expect(reset.said()).toContain('runs here already');

  up.child.kill('SIGTERM');
  expect((await up.ended)[0]).toBe(0);
  expect([...running.values()].filter((pid) => lifeOf(pid) !== undefined)).toEqual([]);
  expect(readdirSync(join(directory, 'run')).filter((name) => name.endsWith('.json'))).toEqual([]);
});

it('mends at the next start what kill -9 of c1 itself left, with the same data', async () => {
  const up = c1('up');
  await up.ready();
  const left = pids();
  kill(left.get('c1') ?? 0, 'SIGKILL');
  await up.ended;
  const again = c1('up');
  await again.ready();
  expect([...left.values()].filter((pid) => lifeOf(pid) !== undefined)).toEqual([]);
  again.child.kill('SIGINT');
  expect((await again.ended)[0]).toBe(0);
});

it('brings every part back that is killed', async () => {
  const up = c1('up');
  const origin = await up.ready();
  const before = pids();
  for (const [name, pid] of before) if (name !== 'c1') kill(pid, 'SIGKILL');
  await expect
    .poll(() => [...pids()].filter(([name, pid]) => name !== 'c1' && before.get(name) !== pid).length, { timeout: 30_000 })
    .toBe(6);
  await expect
    .poll(
      () =>
        fetch(origin)
          .then((answer) => answer.status)
          .catch(() => 0),
      { timeout: 30_000 },
    )
    .toBeLessThan(400);
  up.child.kill('SIGTERM');
  expect((await up.ended)[0]).toBe(0);
});

it('deletes its data on request, and only when told so', async () => {
  const asked = c1('reset');
  expect((await asked.ended)[0]).toBe(2);
  const reset = c1('reset', '--yes');
  expect((await reset.ended)[0]).toBe(0);
  expect(readdirSync(directory)).not.toContain('postgres');
});
