import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { caseState } from '#db/schema/index.ts';
import { startEngine, type Engine } from '#test/engine.ts';
import { rebuildCases } from '#workers/rebuild.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await startEngine({ submitLeaseMs: 1500 });
});
afterAll(() => engine?.stop());

const effects = async () => {
  const answer = await fetch(`${engine.sandbox.url}/control/messages`);
  return ((await answer.json()) as { attempts: Record<string, number> }).attempts;
};

it('loses no step when the result of a decision is lost after its commit', async () => {
  let lost = 0;
  await engine.replaceWorker(
    {},
    {
      around: (activities) => ({
        ...activities,
        cases: {
          ...activities.cases,
          decideNext: async (run, asked) => {
            const next = await activities.cases.decideNext(run, asked);
            if (lost++ < 2) throw new Error('the result was lost on its way');
            return next;
          },
        },
      }),
    },
  );
  const { caseId } = await engine.world.placeCase();
  await expect.poll(async () => (await engine.attempts(caseId)).map(({ status }) => status), { timeout: 30_000 }).toEqual(['submitted']);
  expect(lost).toBeGreaterThan(2);
  expect((await engine.eventTypes(caseId)).filter((type) => type === 'AttemptPlanned')).toHaveLength(1);
});

it('sends nothing twice when the worker learns nothing of a message the carrier took, and calls it unknown', async () => {
  let calls = 0;
  await engine.replaceWorker(
    {},
    {
      around: (activities) => ({
        ...activities,
        messages: {
          ...activities.messages,
          sendSms: (run, stepId) => {
            calls += 1;
            return activities.messages.sendSms(run, stepId);
          },
        },
      }),
    },
  );
  await fetch(`${engine.sandbox.url}/control/faults`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify([{ kind: 'server-error', when: 'after', times: 1 }]),
  });
  const { caseId } = await engine.world.placeCase();
  await engine.until(caseId, 'AttemptEnded');
  const [attempt] = await engine.attempts(caseId);
  expect(attempt?.status).toBe('unknown');
  expect(calls).toBeGreaterThan(1);
  expect((await effects())[attempt?.id ?? '']).toBe(1);
  await engine.record(caseId, 'unknown-attempt');
});

it('refuses the work of an older generation, and the rebuilt case goes on where the rows say it stood', async () => {
  const { caseId } = await engine.world.placeCase();
  await expect.poll(async () => (await engine.attempts(caseId)).map(({ status }) => status), { timeout: 30_000 }).toEqual(['submitted']);
  const before = await engine.handle(caseId).describe();
  expect(await rebuildCases(engine.settings)).toBeGreaterThan(0);
  const after = await engine.handle(caseId).describe();
  expect(after.runId).not.toBe(before.runId);
  expect((await engine.state(caseId))?.epoch).toBe(2);
  await engine.world.tell(caseId, { type: 'PlaceHold', holdId: crypto.randomUUID(), kind: 'manual', by: 'dana', requestedAt: Date.now() });
  await engine.until(caseId, 'HoldPlaced');
  expect((await engine.attempts(caseId)).map(({ status }) => status)).toEqual(['submitted']);
  await engine.record(caseId, 'rebuilt-generation');
  await engine.record(caseId, 'superseded-generation', 0);
});

it('folds a state anew when another release made it', async () => {
  const { caseId } = await engine.world.placeCase();
  await engine.until(caseId, 'AttemptPlanned');
  await engine.read((tx) =>
    tx
      .update(caseState)
      .set({ evolveHash: 'of another release', state: sql`'{"stage":"nonsense"}'::jsonb` })
      .where(eq(caseState.caseId, caseId)),
  );
  await engine.world.tell(caseId, { type: 'PlaceHold', holdId: crypto.randomUUID(), kind: 'manual', by: 'dana', requestedAt: Date.now() });
  await engine.until(caseId, 'HoldPlaced');
  expect(await engine.state(caseId)).toMatchObject({ stage: 'held' });
});
