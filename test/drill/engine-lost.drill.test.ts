import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { and, eq, isNull } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { workflowIdOf } from '#domain/case/run.ts';
import { attempt, caseEvent, caseState, inbox } from '#db/schema/index.ts';
import { startInstallation, type Installation } from '#test/drill/installation.ts';
import { rebuildCases } from '#workers/rebuild.ts';

let installation: Installation;
beforeAll(async () => {
  installation = await startInstallation({ rate: 1 });
}, 180_000);
afterAll(() => installation?.stop(), 60_000);

it("goes on from PostgreSQL when all of the engine's data was deleted in mid-work", async () => {
  const { stack, world, read, directory, settings } = installation;
  const placed = [];
  for (let n = 0; n < 12; n++) placed.push(await world.placeCase({ phone: `+1518555${1000 + n}` }));
  const texted = () => read(async (tx) => (await tx.select({ id: attempt.id }).from(attempt)).length);
  // Mid-work: some are texted, the others are not.
  await expect.poll(texted, { timeout: 60_000, interval: 50 }).toBeGreaterThan(2);

  rmSync(join(directory, 'temporal'), { recursive: true, force: true });
  stack.kill('temporal');
  await stack.ready('temporal');
  expect(await rebuildCases(settings)).toBe(12);

  await expect.poll(texted, { timeout: 120_000, interval: 200 }).toBe(12);
  const effects = (await installation.control('GET', '/messages')) as { attempts: Record<string, number> };
  expect(Object.values(effects.attempts).every((times) => times === 1)).toBe(true);
  const [first] = placed;
  await world.tell(first?.caseId ?? '', {
    type: 'PlaceHold',
    holdId: crypto.randomUUID(),
    kind: 'manual',
    by: 'dana',
    requestedAt: Date.now(),
  });
  const held = () =>
    read((tx) =>
      tx
        .select({ type: caseEvent.type })
        .from(caseEvent)
        .where(and(eq(caseEvent.caseId, first?.caseId ?? ''), eq(caseEvent.type, 'HoldPlaced'))),
    );
  await expect.poll(async () => (await held()).length, { timeout: 60_000 }).toBe(1);
  // The carrier goes on reporting meanwhile: what came last is taken too.
  await expect
    .poll(() => read((tx) => tx.select({ type: inbox.type }).from(inbox).where(isNull(inbox.takenAt))), { timeout: 60_000 })
    .toEqual([]);
  expect(
    await read((tx) =>
      tx
        .select()
        .from(caseState)
        .where(and(eq(caseState.open, true), isNull(caseState.wakeAt))),
    ),
  ).toEqual([]);

  const client = new Client({ connection: await Connection.connect({ address: stack.temporalAddress }), namespace: stack.namespace });
  for (const { caseId } of placed)
    expect((await client.workflow.getHandle(workflowIdOf({ tenant: world.tenantId, caseId })).describe()).status.name).toBe('RUNNING');
  await client.connection.close();
}, 240_000);
