import { and, eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { contact } from '#activities/contact.ts';
import { createDecideNext } from '#activities/decide-next.ts';
import {
  attemptsForgotten,
  balancesOff,
  inputsHalfTaken,
  inputsLeftWaiting,
  inputsLost,
  openCasesWithoutWake,
} from '#db/queries/invariants.ts';
import { account, caseEvent, caseState, handoff, inbox } from '#db/schema/index.ts';
import { verifyChains } from '#db/verify-chains.ts';
import type { CaseInput } from '#domain/case/vocabulary.ts';
import { startActivities, watched, type Bench } from '#test/activities.ts';
import { addCreditor, placeAt } from '#test/second-creditor.ts';
import type { PlacedCase } from '#test/world.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await startActivities();
});
afterAll(() => bench?.stop());
beforeEach(() => {
  bench.clock.ahead = 0;
  bench.carrier.reset();
});

const asks = { by: 'dana', requestedAt: 0 };
const placeHold = (holdId: string = crypto.randomUUID()): CaseInput => ({ type: 'PlaceHold', holdId, kind: 'manual', ...asks });
const input = async (id: string) => (await bench.read((tx) => tx.select().from(inbox).where(eq(inbox.id, id))))[0];
/** An input of any type, as another release may have written it. */
const tellAnything = (caseId: string, type: string, creditorId = bench.world.creditorId) =>
  bench.read(async (tx) => {
    const id = crypto.randomUUID();
    await tx.insert(inbox).values({ id, tenantId: bench.world.tenantId, creditorId, caseId, type, body: { type } as unknown as CaseInput });
    return id;
  });

describe('inputs', () => {
  it('are taken once each, in order and without a gap, by however many deciders at once', async () => {
    const { caseId } = await bench.world.placeCase();
    const holds: string[] = [];
    for (let n = 0; n < 6; n++) holds.push(await bench.tell(caseId, placeHold()));
    const answers = await Promise.all(Array.from({ length: 5 }, () => bench.decide(caseId, holds)));
    for (const { answers: told } of answers) expect(told).toHaveLength(6);
    const events = await bench.events(caseId);
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_event, index) => index + 1));
    expect(events.filter(({ type }) => type === 'HoldPlaced').map(({ inputId }) => inputId)).toEqual(holds);
    expect((await bench.inputs(caseId)).every(({ takenAt, answer }) => takenAt && answer)).toBe(true);
    const [first, ...others] = answers.map(({ steps, stage, wakeAt }) => ({ steps, stage, wakeAt }));
    for (const other of others) expect(other).toEqual(first);
  });

  it('are taken fifty at a time, and "more" says that some are left', async () => {
    const { caseId } = await bench.world.placeCase();
    for (let n = 0; n < 59; n++) await bench.tell(caseId, { type: 'ClockChanged' });
    const left = async () => (await bench.inputs(caseId)).filter(({ takenAt }) => !takenAt).length;
    expect((await bench.decide(caseId)).more).toBe(true);
    expect(await left()).toBe(10);
    expect((await bench.decide(caseId)).more).toBe(false);
    expect(await left()).toBe(0);
  }, 60_000);

  it('asked about again get the stored answer, and one that is not there gets one too', async () => {
    const { caseId } = await bench.world.placeCase();
    const hold = await bench.tell(caseId, placeHold());
    const nowhere = crypto.randomUUID();
    const { answers } = await bench.decide(caseId, [hold, nowhere]);
    expect(answers).toEqual([
      [hold, { accepted: true, ref: expect.any(String) as string }],
      [nowhere, { ignored: 'nothing-to-record' }],
    ]);
    expect((await bench.decide(caseId, [hold, nowhere])).answers).toEqual(answers);
  });

  it('of a case whose generation was raised are left to the new one', async () => {
    const { caseId } = await bench.world.placeCase();
    await bench.read((tx) => tx.update(caseState).set({ epoch: 2 }).where(eq(caseState.caseId, caseId)));
    expect(await bench.activities.cases.decideNext(bench.runOf(caseId), [])).toEqual({ superseded: true });
    expect(await bench.events(caseId)).toEqual([]);
    const next = await bench.activities.cases.decideNext(bench.runOf(caseId, 2), []);
    expect(next).toMatchObject({ steps: [{ id: expect.stringContaining(`${caseId}:2:`) as string }] });
  });

  it('of a case nobody knows, or of another tenant, are nobody’s to decide', async () => {
    const { caseId } = await bench.world.placeCase();
    expect(await bench.activities.cases.decideNext(bench.runOf(crypto.randomUUID()), [])).toEqual({ superseded: true });
    expect(await bench.activities.cases.decideNext({ tenant: crypto.randomUUID(), caseId, epoch: 1 }, [])).toEqual({ superseded: true });
  });
});

describe('a newer release', () => {
  it('left a fact this one cannot fold: nothing is decided, nothing is held against the input', async () => {
    const { caseId } = await bench.world.placeCase();
    await bench.decide(caseId);
    const { tenantId, creditorId } = bench.world;
    const [last] = (await bench.events(caseId)).slice(-1);
    const seq = (last?.seq ?? 0) + 1;
    await bench.read(async (tx) => {
      const body = { type: 'LetterPosted', at: 0, realAt: 0 } as never;
      const now = new Date();
      const inputId = last?.inputId ?? '';
      await tx
        .insert(caseEvent)
        .values({ caseId, tenantId, creditorId, seq, type: 'LetterPosted', body, inputId, occurredAt: now, recordedAt: now });
      await tx.update(caseState).set({ seq, evolveHash: 'newer' }).where(eq(caseState.caseId, caseId));
    });
    const hold = await bench.tell(caseId, placeHold());
    await expect(bench.decide(caseId)).rejects.toThrow(/newer release needed/);
    expect(await input(hold)).toMatchObject({ failures: 0, parkedAt: null, takenAt: null });
  });

  it('left an input this one does not know: it waits for that release, and those behind it go on', async () => {
    const { caseId } = await bench.world.placeCase();
    const newer = await tellAnything(caseId, 'LetterReturned');
    const hold = await bench.tell(caseId, placeHold());
    const next = await bench.decide(caseId, [newer, hold]);
    expect(next.more).toBe(false);
    expect(next.answers).toEqual([[hold, expect.objectContaining({ accepted: true })]]);
    expect(await input(newer)).toMatchObject({ failures: 0, parkedAt: null, takenAt: null });
    // The sweeper goes on ringing for it, so the newer release takes it as soon as it runs.
    expect(await bench.read((tx) => inputsLeftWaiting(tx, new Date(Date.now() + 1000)))).toContain(newer);
  });
});

describe('what cannot be taken', () => {
  it('is parked with its error after three failures, answered as stuck, and the rest go on', async () => {
    const { caseId } = await bench.world.placeCase();
    const bad = await bench.tell(caseId, placeHold('no id at all'));
    const good = await bench.tell(caseId, placeHold());
    const { answers } = await bench.decide(caseId, [bad, good]);
    expect(answers).toEqual([
      [bad, { refused: 'stuck' }],
      [good, expect.objectContaining({ accepted: true })],
    ]);
    const row = await input(bad);
    expect(row).toMatchObject({ failures: 3, takenAt: null, parkedAt: expect.any(Date) as Date });
    expect(row?.error).toContain('22P02');
    // The database quotes what it could not read; the row must not.
    expect(row?.error).not.toContain('no id');
  });

  it('is not counted against it while the database is away', async () => {
    const { caseId } = await bench.world.placeCase();
    await bench.decide(caseId);
    const hold = await bench.tell(caseId, placeHold());
    for (const code of ['57P01', '40001', '08006', '53300', '55P03']) {
      const away = watched(bench.roleUrl('app'), (statement) => {
        if (statement.includes('insert into "case_event"')) throw Object.assign(new Error('away'), { code });
      });
      const decide = createDecideNext({ ...bench.deps, app: away.db });
      await expect(decide(bench.runOf(caseId), [])).rejects.toThrow();
      await away.end();
    }
    expect(await input(hold)).toMatchObject({ failures: 0, parkedAt: null });
    await bench.decide(caseId);
    expect((await input(hold))?.takenAt).not.toBeNull();
  });

  it('may be the case’s own waking: it is parked, the case wakes again later, and requests are answered', async () => {
    const { caseId } = await bench.world.placeCase();
    await bench.decide(caseId);
    await bench.read((tx) =>
      tx
        .update(caseState)
        .set({
          wakeAt: new Date(Date.now() - 1000),
          state: sql`jsonb_set(jsonb_set(state, '{attempts}', '[]'), '{place,step}', '"nowhere"')`,
        })
        .where(eq(caseState.caseId, caseId)),
    );
    const next = await bench.decide(caseId);
    expect(next.wakeAt).toBeGreaterThan(Date.now() + 50 * 60_000);
    const woke = (await bench.inputs(caseId)).filter(({ type }) => type === 'Woke');
    expect(woke).toEqual([
      expect.objectContaining({ parkedAt: expect.any(Date) as Date, error: expect.stringContaining('nowhere') as string }),
    ]);
    const claim = await bench.tell(caseId, { type: 'ClaimHandoff', handoffId: crypto.randomUUID(), ...asks });
    expect((await bench.decide(caseId, [claim])).answers).toHaveLength(1);
  });
});

describe('wakes', () => {
  it('moves the wake at every waking, through the whole life of a silent debtor', async () => {
    const { caseId } = await bench.world.placeCase();
    let next = await bench.decide(caseId);
    for (let n = 0; n < 40; n++) {
      for (const { id, type } of next.steps) {
        if (type === 'sendSms') await bench.contact(caseId, id);
        if (type === 'askProvider') await bench.activities.messages.askProvider(bench.runOf(caseId), id);
        if (type === 'offerHandoff') await bench.activities.people.offerHandoff(bench.runOf(caseId), id);
      }
      next = await bench.decide(caseId);
      expect(next.wakeAt).toBeGreaterThan(bench.deps.now());
      if (next.stage === 'with-person' && next.steps.length === 0) break;
      if (next.steps.length === 0) bench.clock.ahead += (next.wakeAt ?? 0) - bench.deps.now();
      next = await bench.decide(caseId);
      expect(next.wakeAt).toBeGreaterThan(bench.deps.now());
    }
    expect(next.stage).toBe('with-person');
    expect(bench.carrier.calls).toHaveLength(2);
    expect(await bench.read((tx) => openCasesWithoutWake(tx))).toEqual([]);
  }, 60_000);
});

describe('claims', () => {
  const collector = async (capacity: number): Promise<string> => {
    const id = crypto.randomUUID();
    await bench.admin`insert into auth."user" (id, name, email) values (${id}, 'Dana', ${`${id}@example.test`})`;
    await bench.admin`insert into auth.member (user_id, tenant_id, name, role, capacity) values (${id}, ${bench.world.tenantId}, 'Dana', 'collector', ${capacity})`;
    return id;
  };
  async function offer(placed: PlacedCase, creditorId = bench.world.creditorId): Promise<string> {
    const { caseId, partyId, contactPointId } = placed;
    const body: CaseInput = { type: 'MessageReceived', messageId: crypto.randomUUID(), partyId, contactPointId, intent: 'help' };
    await bench.read((tx) =>
      tx.insert(inbox).values({ id: crypto.randomUUID(), tenantId: bench.world.tenantId, creditorId, caseId, type: body.type, body }),
    );
    const step = (await bench.decide(caseId)).steps.find(({ type }) => type === 'offerHandoff');
    await bench.activities.people.offerHandoff(bench.runOf(caseId), step?.id ?? '');
    const [row] = await bench.read((tx) => tx.select().from(handoff).where(eq(handoff.caseId, caseId)));
    return row?.id ?? '';
  }
  const claim = async (caseId: string, handoffId: string, by: string, creditorId = bench.world.creditorId) => {
    const id = crypto.randomUUID();
    const body: CaseInput = { type: 'ClaimHandoff', handoffId, by, requestedAt: bench.deps.now() };
    await bench.read((tx) => tx.insert(inbox).values({ id, tenantId: bench.world.tenantId, creditorId, caseId, type: body.type, body }));
    return (await bench.decide(caseId, [id])).answers[0]?.[1];
  };

  it('twenty at once by one collector with room for five, over two creditors: exactly five', async () => {
    const other = await addCreditor(bench.world);
    const who = await collector(5);
    const offers = [];
    for (let n = 0; n < 20; n++) {
      const here = await bench.world.placeCase();
      const elsewhere = n % 2 === 1;
      const placed = elsewhere ? await placeAt(bench.world, other, here) : here;
      const creditorId = elsewhere ? other.creditorId : bench.world.creditorId;
      offers.push({ caseId: placed.caseId, creditorId, handoffId: await offer(placed, creditorId) });
    }
    const answers = await Promise.all(offers.map(({ caseId, handoffId, creditorId }) => claim(caseId, handoffId, who, creditorId)));
    expect(answers.filter((answer) => answer && 'accepted' in answer)).toHaveLength(5);
    expect(answers.filter((answer) => answer && 'refused' in answer && answer.refused === 'at-capacity')).toHaveLength(15);
    const held = await bench.read((tx) =>
      tx
        .select()
        .from(handoff)
        .where(and(eq(handoff.claimedBy, who), eq(handoff.status, 'claimed'))),
    );
    expect(held).toHaveLength(5);
  }, 120_000);

  it('two collectors on one handoff: one has it, the other learns who was first and when', async () => {
    const [one, two] = [await collector(5), await collector(5)];
    const placed = await bench.world.placeCase();
    const handoffId = await offer(placed);
    const answers = await Promise.all([claim(placed.caseId, handoffId, one), claim(placed.caseId, handoffId, two)]);
    const [row] = await bench.read((tx) => tx.select().from(handoff).where(eq(handoff.id, handoffId)));
    const loser = answers.find((answer) => answer && 'refused' in answer);
    expect(answers.filter((answer) => answer && 'accepted' in answer)).toHaveLength(1);
    expect(loser).toEqual({ refused: 'taken', by: row?.claimedBy, since: row?.claimedAt?.getTime() });
  });

  it('an offer withdrawn before it was made is not made, and no other offer is', async () => {
    const placed = await bench.world.placeCase();
    const { caseId, partyId, contactPointId, accountId } = placed;
    await bench.tell(caseId, { type: 'MessageReceived', messageId: crypto.randomUUID(), partyId, contactPointId, intent: 'help' });
    const step = (await bench.decide(caseId)).steps.find(({ type }) => type === 'offerHandoff');
    await bench.tell(caseId, { type: 'AccountRecalled', accountId });
    await bench.decide(caseId);
    await bench.activities.people.offerHandoff(bench.runOf(caseId), step?.id ?? '');
    expect(await bench.read((tx) => tx.select().from(handoff).where(eq(handoff.caseId, caseId)))).toEqual([]);
    expect(await bench.step(step?.id ?? '')).toMatchObject({ status: 'cancelled' });
  });
});

describe('what must stay true', () => {
  it('holds after all of this', async () => {
    const found = await bench.read(async (tx) => ({
      sleeping: await openCasesWithoutWake(tx),
      forgotten: await attemptsForgotten(tx),
      halves: await inputsHalfTaken(tx),
      off: await balancesOff(tx),
      broken: (await verifyChains(tx)).filter(({ why }) => why !== 'tail'),
    }));
    const made = await bench.read((tx) => tx.select().from(caseEvent).where(eq(caseEvent.type, 'LetterPosted')));
    expect(found).toEqual({ sleeping: [], forgotten: [], halves: [], off: [], broken: [] });
    expect(made).toHaveLength(1);
  });

  it('is noticed when it does not', async () => {
    const { caseId, accountId, stepId } = await bench.planned();
    await bench.contact(caseId, stepId);
    const lost = crypto.randomUUID();
    await bench.read(async (tx) => {
      await tx
        .update(caseState)
        .set({ wakeAt: null, state: sql`jsonb_set(state, '{attempts}', '[]')` })
        .where(eq(caseState.caseId, caseId));
      await tx.update(account).set({ balanceMinor: 1 }).where(eq(account.id, accountId));
      await tx.update(inbox).set({ answer: null }).where(eq(inbox.caseId, caseId));
    });
    expect(await bench.read((tx) => openCasesWithoutWake(tx))).toEqual([caseId]);
    expect(await bench.read((tx) => attemptsForgotten(tx))).toEqual([stepId]);
    expect(await bench.read((tx) => balancesOff(tx))).toEqual([{ accountId, balanceMinor: 1, ledgerMinor: 120_00 }]);
    expect(await bench.read((tx) => inputsHalfTaken(tx))).toHaveLength(1);
    expect(await bench.read((tx) => inputsLost(tx, [lost]))).toEqual([lost]);
    expect((await bench.read((tx) => verifyChains(tx))).filter(({ table }) => table === 'ledger_entry')).toEqual([
      { table: 'ledger_entry', key: accountId, seq: 1, why: 'tail' },
    ]);
  });
});

describe('round trips', () => {
  /** Statements of one transaction are counted with its settings, without its begin and commit. */
  async function counted(role: 'app' | 'gate', work: (db: Bench['deps']['app']) => Promise<unknown>): Promise<number> {
    let statements = 0;
    const counting = watched(bench.roleUrl(role), () => (statements += 1));
    await work(counting.db);
    await counting.end();
    return statements;
  }

  it('stay few: a decision and its report take one transaction', async () => {
    const { caseId } = await bench.world.placeCase();
    await bench.decide(caseId);
    await bench.tell(caseId, placeHold());
    const decision = await counted('app', (app) => createDecideNext({ ...bench.deps, app })(bench.runOf(caseId), []));
    const nothing = await counted('app', (app) => createDecideNext({ ...bench.deps, app })(bench.runOf(caseId), []));
    expect({ decision: decision <= 15, nothing: nothing <= 5 }, `${decision} and ${nothing}`).toEqual({ decision: true, nothing: true });
  });

  it('stay few: a contact takes three transactions', async () => {
    const { caseId, stepId } = await bench.planned();
    const statements = await counted('gate', (gate) => contact({ ...bench.deps, gate }, bench.runOf(caseId), stepId, 'sms'));
    expect(statements).toBeLessThanOrEqual(60);
  });
});
