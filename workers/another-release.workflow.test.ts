import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { caseStep, handoff } from '#db/schema/index.ts';
import { startEngine, type Engine } from '#test/engine.ts';

const ROOT = join(import.meta.dirname, '..');
const release = mkdtempSync(join(tmpdir(), 'c1-release-'));
let engine: Engine;
let next: ChildProcess | undefined;

/** What the next release does otherwise: one more verb, planned with every offer, and a state folded by other code. */
const CHANGES: readonly [file: string, from: string, to: string][] = [
  [
    'domain/case/proceed.ts',
    "  draft.record({ type: 'HandoffOffered'",
    "  draft.step({ type: 'remindCollector', because: 'somebody should look' } as never);\n  draft.record({ type: 'HandoffOffered'",
  ],
  [
    'workflows/case-steps.ts',
    'export const STEPS = {',
    "export const STEPS = {\n  remindCollector: { queue: 'people', startToClose: '10 seconds' },",
  ],
  [
    'activities/index.ts',
    'people: {',
    "people: { remindCollector: async (run: { tenant: string }, stepId: string) => { const { asTenant } = await import('#db/client.ts'); const { endStep } = await import('#db/queries/attempt-record.ts'); await asTenant(deps.gate, run.tenant, (tx) => endStep(tx, stepId, { reminded: true }, new Date())); },",
  ],
  ['domain/case/evolve.ts', 'export function evolve(', 'export const RELEASE = 2;\nexport function evolve('],
];

function makeRelease(): void {
  for (const folder of ['domain', 'db', 'activities', 'workflows', 'workers', 'package.json', 'package-lock.json'])
    cpSync(join(ROOT, folder), join(release, folder), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), join(release, 'node_modules'));
  for (const [file, from, to] of CHANGES) {
    const before = readFileSync(join(release, file), 'utf8');
    if (!before.includes(from)) throw new Error(`${file} has no place for the change`);
    writeFileSync(join(release, file), before.replace(from, to));
  }
}

async function startRelease({ settings }: Engine): Promise<ChildProcess> {
  // Known from the first moment: one left behind would hold the runner's pipes, and the runner wait for ever.
  const child = (next = spawn(process.execPath, ['--preserve-symlinks', join(release, 'workers/main.ts')], {
    cwd: release,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      ...process.env,
      C1_DATABASE: settings.database,
      C1_SECRET: settings.secret,
      TEMPORAL_ADDRESS: settings.temporalAddress,
      TEMPORAL_NAMESPACE: settings.namespace,
      C1_ORIGIN: settings.origin,
    },
  }));
  let said = '';
  child.stdout.on('data', (words: Buffer) => (said += words.toString()));
  await expect.poll(() => said, { timeout: 60_000 }).toContain('ready');
  return child;
}

beforeAll(async () => {
  makeRelease();
  engine = await startEngine();
}, 120_000);
afterAll(async () => {
  if (next && next.exitCode === null) {
    next.kill('SIGTERM');
    await once(next, 'exit');
  }
  await engine?.stop();
  rmSync(release, { recursive: true, force: true });
}, 60_000);

it('carries open cases over to a release with other rules and another verb, and back', async () => {
  const open = await engine.world.placeCase();
  await expect
    .poll(async () => (await engine.attempts(open.caseId)).map(({ status }) => status), { timeout: 30_000 })
    .toEqual(['submitted']);
  await engine.stopWorker();
  const waiting = await engine.world.placeCase();
  next = await startRelease(engine);

  await expect
    .poll(async () => (await engine.attempts(waiting.caseId)).map(({ status }) => status), { timeout: 60_000 })
    .toEqual(['submitted']);
  for (const { caseId, partyId, contactPointId } of [open, waiting])
    await engine.world.tell(caseId, {
      type: 'MessageReceived',
      messageId: crypto.randomUUID(),
      partyId,
      contactPointId,
      intent: 'unclear',
    });
  for (const { caseId } of [open, waiting]) {
    await expect.poll(() => handoffs(caseId), { timeout: 60_000 }).toEqual(['offered']);
    await expect.poll(() => steps(caseId), { timeout: 60_000 }).toEqual(['offerHandoff done', 'remindCollector done', 'sendSms done']);
    const { events } = await engine.handle(caseId).fetchHistory();
    expect((events ?? []).filter((event) => event.workflowTaskFailedEventAttributes)).toEqual([]);
  }

  // Rolled back: the state was made by another `evolve` and is folded again; nothing is offered or sent twice.
  next.kill('SIGTERM');
  await once(next, 'exit');
  await engine.replaceWorker({});
  const holdId = crypto.randomUUID();
  await engine.world.tell(open.caseId, { type: 'PlaceHold', holdId, kind: 'manual', by: 'dana', requestedAt: Date.now() });
  await engine.until(open.caseId, 'HoldPlaced');
  expect(await handoffs(open.caseId)).toEqual(['offered']);
}, 180_000);

const handoffs = (caseId: string) =>
  engine.read(async (tx) => (await tx.select().from(handoff).where(eq(handoff.caseId, caseId))).map(({ status }) => status));
const steps = (caseId: string) =>
  engine.read(async (tx) =>
    (await tx.select().from(caseStep).where(eq(caseStep.caseId, caseId))).map(({ type, status }) => `${type} ${status}`).sort(),
  );
