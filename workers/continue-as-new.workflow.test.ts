import { and, eq, ne } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { handoff } from '#db/schema/index.ts';
import type { Engine } from '#test/engine.ts';
import { startEngine } from '#test/engine.ts';
import { FIRST_PLAYBOOK } from '#domain/playbook/first-playbook.ts';
import type { Playbook } from '#domain/playbook/playbook.ts';

/** A day in two seconds, and texts at any hour: however late a timer fires on a busy machine, the case takes the same way. */
const FAST = 43_200;
const ANY_HOUR: Playbook = {
  ...FIRST_PLAYBOOK,
  key: 'any-hour',
  steps: {
    first: {
      kind: 'message',
      channel: 'sms',
      template: 'payment-reminder',
      hours: ['00:00', '23:59'],
      replyWithin: { days: 1 },
      otherwise: 'second',
    },
    second: {
      kind: 'message',
      channel: 'sms',
      template: 'payment-options',
      hours: ['00:00', '23:59'],
      replyWithin: { days: 1 },
      otherwise: 'rest',
    },
    rest: { kind: 'pause', for: { days: 1 }, then: 'person' },
    person: { kind: 'handoff', team: 'collections', because: 'no reply to two messages' },
  },
  start: 'first',
};
let engine: Engine;
beforeAll(async () => {
  engine = await startEngine({ rate: FAST, playbook: ANY_HOUR, submitLeaseMs: 3000 });
});
afterAll(() => engine?.stop());

const runsOf = async (caseId: string): Promise<number> => {
  const { client, world } = engine;
  const { count } = await client.workflow.count(`WorkflowId = 'case:${world.tenantId}:${caseId}'`);
  return count;
};

/** Plays one silent debtor from placement to handoff; every text is reported delivered. */
async function playToHandoff(): Promise<{ caseId: string; types: string[]; statuses: string[] }> {
  const { caseId } = await engine.world.placeCase();
  const told = new Set<string>();
  const offered = async () => {
    for (const { id, status } of await engine.attempts(caseId)) {
      if (status !== 'submitted' || told.has(id)) continue;
      told.add(id);
      await engine.world.tell(caseId, { type: 'AttemptEnded', attemptId: id, status: 'delivered' });
    }
    return engine.read((tx) => tx.select({ status: handoff.status }).from(handoff).where(eq(handoff.caseId, caseId)));
  };
  await expect.poll(offered, { timeout: 60_000, interval: 100 }).toEqual([{ status: 'offered' }]);
  // Waits say when a case came to a step, and the two did not come at the same hour.
  const types = (await engine.eventTypes(caseId)).filter((type) => type !== 'WaitBegan');
  return { caseId, types, statuses: (await engine.attempts(caseId)).map(({ status }) => status) };
}

it('makes the same case whether it continues as new at every decision or never', async () => {
  const whole = await playToHandoff();
  await engine.replaceWorker({ continueAfter: 1 });
  const pieces = await playToHandoff();
  expect(pieces.types).toEqual(whole.types);
  expect(pieces.statuses).toEqual(whole.statuses);
  await engine.record(whole.caseId, 'silent-debtor-to-handoff');
  expect(await runsOf(whole.caseId)).toBe(1);
  expect(await runsOf(pieces.caseId)).toBeGreaterThan(4);
}, 120_000);

it('lets a step under way end before it continues as new, and starts it once', async () => {
  let started = 0;
  let release = () => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  await engine.replaceWorker(
    { continueAfter: 12 },
    {
      around: (activities) => ({
        ...activities,
        messages: {
          ...activities.messages,
          sendSms: async (run, stepId) => {
            started += 1;
            await held;
            return activities.messages.sendSms(run, stepId);
          },
        },
      }),
    },
  );
  const { caseId } = await engine.world.placeCase();
  await engine.until(caseId, 'AttemptPlanned');
  // Holds and releases fill the history past the limit while the text is on its way.
  for (let n = 0; n < 3; n++) {
    const holdId = crypto.randomUUID();
    await engine.world.tell(caseId, { type: 'PlaceHold', holdId, kind: 'manual', by: 'dana', requestedAt: Date.now() });
    await engine.until(caseId, 'HoldPlaced', n + 1);
    await engine.world.tell(caseId, { type: 'ReleaseHold', holdId, by: 'dana', requestedAt: Date.now() });
    await engine.until(caseId, 'HoldEnded', n + 1);
  }
  expect(await runsOf(caseId)).toBe(1);
  release();
  await expect.poll(() => runsOf(caseId), { timeout: 20_000 }).toBeGreaterThan(1);
  await expect.poll(async () => (await engine.attempts(caseId)).map(({ status }) => status), { timeout: 20_000 }).toEqual(['submitted']);
  expect(started).toBe(1);
  await engine.record(caseId, 'step-under-way-while-full', 0);
}, 60_000);

it('answers a claim that meets continue-as-new', async () => {
  await engine.replaceWorker({ continueAfter: 1 });
  const { caseId, partyId, contactPointId } = await engine.world.placeCase();
  await engine.world.tell(caseId, { type: 'MessageReceived', messageId: crypto.randomUUID(), partyId, contactPointId, intent: 'unclear' });
  const offered = () =>
    engine.read((tx) =>
      tx
        .select()
        .from(handoff)
        .where(and(eq(handoff.caseId, caseId), ne(handoff.status, 'withdrawn'))),
    );
  await expect.poll(async () => (await offered()).length, { timeout: 20_000 }).toBe(1);
  const handoffId = (await offered())[0]?.id ?? '';
  const ask = async () => {
    const id = await engine.world.tell(caseId, { type: 'ClaimHandoff', handoffId, by: 'nobody', requestedAt: Date.now() });
    return engine.handle(caseId).executeUpdate('ClaimHandoff', { args: [id], updateId: id });
  };
  const answers = await Promise.all([ask(), ask(), ask(), ask(), ask()]);
  await engine.record(caseId, 'claims-meet-continue-as-new');
  expect(answers).toEqual(Array(5).fill({ refused: 'at-capacity' }));
}, 60_000);
