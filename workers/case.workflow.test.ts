import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { handoff, inbox } from '#db/schema/index.ts';
import { startEngine, type Engine } from '#test/engine.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine?.stop());

it('texts a debtor once on the first morning, as a named step of the case', async () => {
  const { caseId } = await engine.world.placeCase();
  await expect.poll(async () => (await engine.attempts(caseId)).map(({ status }) => status), { timeout: 20_000 }).toEqual(['submitted']);
  expect((await engine.eventTypes(caseId)).slice(0, 4)).toEqual(['CaseOpened', 'AccountJoined', 'PlaceEntered', 'AttemptPlanned']);
  const { events } = await engine.handle(caseId).fetchHistory();
  const named = (events ?? []).map((event) => event.activityTaskScheduledEventAttributes?.activityType?.name).filter(Boolean);
  expect(named).toEqual(['sendSms']);
  expect(engine.complaints).toEqual([]);
});

it('keeps names, numbers and words out of the engine', async () => {
  const { caseId, phone } = await engine.world.placeCase();
  await expect.poll(async () => (await engine.attempts(caseId)).map(({ status }) => status), { timeout: 20_000 }).toEqual(['submitted']);
  const { events } = await engine.handle(caseId).fetchHistory();
  const told = (events ?? []).map((event) => Buffer.from(JSON.stringify(event)).toString()).join('\n');
  const decoded = told.replace(/"data":"([^"]+)"/g, (_all, data: string) => Buffer.from(data, 'base64').toString());
  for (const secret of ['Michelle', 'Roberts', phone, phone.slice(2), 'Reply with']) expect(decoded).not.toContain(secret);
});

it('offers a disputing debtor to a person, and answers a claim that may not be with its reason', async () => {
  const { caseId, partyId, contactPointId } = await engine.world.placeCase();
  await engine.world.tell(caseId, { type: 'MessageReceived', messageId: crypto.randomUUID(), partyId, contactPointId, intent: 'dispute' });
  const offered = () => engine.read((tx) => tx.select().from(handoff).where(eq(handoff.caseId, caseId)));
  await expect.poll(async () => (await offered()).map(({ status }) => status), { timeout: 20_000 }).toEqual(['offered']);
  const handoffId = (await offered())[0]?.id ?? '';
  const claim = await engine.world.tell(caseId, { type: 'ClaimHandoff', handoffId, by: 'nobody', requestedAt: Date.now() });
  // Nobody of that name works here. The answer is told by the update and kept on the row.
  expect(await engine.handle(caseId).executeUpdate('ClaimHandoff', { args: [claim], updateId: claim })).toEqual({ refused: 'at-capacity' });
  const [row] = await engine.read((tx) => tx.select({ answer: inbox.answer }).from(inbox).where(eq(inbox.id, claim)));
  expect(row?.answer).toEqual({ refused: 'at-capacity' });
});

it('closes a case when its last account is recalled, ends the run, and starts one again for a late payment', async () => {
  const { caseId, accountId } = await engine.world.placeCase();
  await engine.world.tell(caseId, { type: 'AccountRecalled', accountId });
  await engine.until(caseId, 'CaseClosed');
  await expect.poll(async () => (await engine.handle(caseId).describe()).status.name, { timeout: 30_000 }).toBe('COMPLETED');
  await engine.world.tell(caseId, { type: 'PaymentPosted', entryId: crypto.randomUUID(), accountId, amountMinor: 500 });
  await engine.until(caseId, 'PaymentRecorded');
  expect((await engine.state(caseId))?.stage).toBe('closed');
});

it('parks an input no retry can take, names it, and takes the rest', async () => {
  const { caseId } = await engine.world.placeCase();
  await engine.until(caseId, 'CaseOpened');
  const bad = await engine.world.tell(caseId, {
    type: 'PlaceHold',
    holdId: 'no id at all',
    kind: 'manual',
    by: 'dana',
    requestedAt: Date.now(),
  });
  const good = await engine.world.tell(caseId, {
    type: 'PlaceHold',
    holdId: crypto.randomUUID(),
    kind: 'manual',
    by: 'dana',
    requestedAt: Date.now(),
  });
  await expect.poll(async () => (await rowOf(good))?.answer, { timeout: 20_000 }).toMatchObject({ accepted: true });
  const parked = await rowOf(bad);
  expect(parked).toMatchObject({ failures: 3, takenAt: null });
  expect(parked?.parkedAt).toBeInstanceOf(Date);
  expect(await engine.eventTypes(caseId)).toContain('HoldPlaced');
});

const rowOf = async (id: string) => (await engine.read((tx) => tx.select().from(inbox).where(eq(inbox.id, id))))[0];
