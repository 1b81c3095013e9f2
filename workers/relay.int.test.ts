import { Client, Connection } from '@temporalio/client';
import { eq, isNull } from 'drizzle-orm';
import postgres from 'postgres';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { tenantAt } from '#domain/time/clock.ts';
import { workflowIdOf } from '#domain/case/run.ts';
import { asTenant } from '#db/client.ts';
import { loadAnchors } from '#db/queries/case-facts.ts';
import { changesAfter } from '#db/queries/changes.ts';
import { caseState, caseStep, change, clockAnchor, clockBeat, inbox, tenant } from '#db/schema/index.ts';
import { startActivities, type Bench } from '#test/activities.ts';
import { freshNamespace } from '#test/temporal.ts';
import { makeWorld, type World } from '#test/world.ts';
import { beat, closeClockGap } from '#workers/relay/clock.ts';
import { ringWaiting, sweep } from '#workers/relay/relay.ts';
import { forgetChanges, publishChanges } from '#workers/relay/tailer.ts';

let bench: Bench;
let client: Client;
beforeAll(async () => {
  bench = await startActivities();
  const { address, namespace } = await freshNamespace();
  client = new Client({ connection: await Connection.connect({ address }), namespace });
});
afterAll(async () => {
  await client?.connection.close();
  await bench?.stop();
});
beforeEach(() => bench.read((tx) => tx.update(inbox).set({ signalledAt: new Date(), takenAt: new Date(), answer: { accepted: true } })));

type Rung = { workflowId: string; signal: string };
/** The real client, with every bell seen before it is rung; `fail` may keep one from being. */
function listening(fail: (rung: Rung, times: number) => unknown = () => undefined): { client: Client; rung: Rung[] } {
  const rung: Rung[] = [];
  const workflow = new Proxy(client.workflow, {
    get: (target, name) =>
      name !== 'signalWithStart'
        ? (Reflect.get(target, name) as unknown)
        : async (type: string, options: Parameters<Client['workflow']['signalWithStart']>[1]) => {
            const bell = { workflowId: options.workflowId, signal: String(options.signal) };
            const failure = fail(bell, rung.length);
            if (failure) throw failure;
            rung.push(bell);
            return target.signalWithStart(type, options);
          },
  });
  return { client: { workflow } as unknown as Client, rung };
}
const unrung = () => bench.read(async (tx) => (await tx.select().from(inbox).where(isNull(inbox.signalledAt))).length);
const idOf = (caseId: string) => workflowIdOf({ tenant: bench.world.tenantId, caseId });
async function place(count: number): Promise<string[]> {
  const cases = [];
  for (let n = 0; n < count; n++) cases.push((await bench.world.placeCase()).caseId);
  return cases;
}
async function ringAll(by: Client): Promise<number> {
  for (let rows = 0; ;) {
    const more = await ringWaiting(bench.roles.relay, by);
    if (more === 0) return rows;
    rows += more;
  }
}

describe('the relay', () => {
  it('rings for every waiting input, once a case and batch, and starts the workflow where none runs', async () => {
    const cases = await place(4);
    for (const caseId of cases) for (let n = 0; n < 2; n++) await bench.tell(caseId, { type: 'ClockChanged' });
    const { client: heard, rung } = listening();
    expect(await ringAll(heard)).toBe(12);
    expect(await unrung()).toBe(0);
    expect(rung.map(({ workflowId }) => workflowId).sort()).toEqual(cases.map(idOf).sort());
    const { events } = await client.workflow.getHandle(idOf(cases[0] ?? '')).fetchHistory();
    expect((events ?? []).flatMap((event) => event.workflowExecutionSignaledEventAttributes?.signalName ?? [])).toEqual(['CasePlaced']);
  });

  it('shares the work with another relay: each input is rung for by one of them', async () => {
    await place(45);
    const [one, two] = [listening(), listening()];
    const rows = await Promise.all([ringAll(one.client), ringAll(two.client)]);
    expect(rows[0] + rows[1]).toBe(45);
    expect(one.rung.length + two.rung.length).toBe(45);
    expect(await unrung()).toBe(0);
  }, 60_000);

  it('that dies in the middle of a batch leaves all of it unrung for the next', async () => {
    const cases = await place(6);
    const dying = listening((_bell, times) => (times >= 3 ? new Error('killed') : undefined));
    await expect(ringWaiting(bench.roles.relay, dying.client)).rejects.toThrow('killed');
    expect(dying.rung).toHaveLength(3);
    expect(await unrung()).toBe(6);
    const next = listening();
    expect(await ringAll(next.client)).toBe(6);
    expect(new Set(next.rung.map(({ workflowId }) => workflowId))).toEqual(new Set(cases.map(idOf)));
  });

  it('keeps no case from being heard because the engine refuses another, which the sweeper rings again', async () => {
    const [bad = '', ...good] = await place(3);
    const refusal = Object.assign(new Error('3 INVALID_ARGUMENT'), { code: 3, details: '', metadata: {} });
    const refusing = listening(({ workflowId }) => (workflowId === idOf(bad) ? refusal : undefined));
    await ringAll(refusing.client);
    expect(refusing.rung.map(({ workflowId }) => workflowId).sort()).toEqual(good.map(idOf).sort());
    const again = listening(({ workflowId }) => (workflowId === idOf(bad) ? refusal : undefined));
    await expect(sweep(bench.roles.relay, again.client, Date.now() + 61_000)).rejects.toThrow('1 cases');
    expect(again.rung.map(({ workflowId }) => workflowId)).toEqual(expect.arrayContaining(good.map(idOf)));
    const healed = listening();
    await sweep(bench.roles.relay, healed.client, Date.now() + 61_000);
    expect(healed.rung).toContainEqual({ workflowId: idOf(bad), signal: 'Missed' });
  });

  it('rings no bell for what was taken meanwhile, and looks at it no more', async () => {
    const [taken = '', waiting = ''] = await place(2);
    await bench.read((tx) =>
      tx
        .update(inbox)
        .set({ takenAt: new Date(), answer: { accepted: true } })
        .where(eq(inbox.caseId, taken)),
    );
    const { client: heard, rung } = listening();
    await ringAll(heard);
    expect(rung.map(({ workflowId }) => workflowId)).toEqual([idOf(waiting)]);
    expect(await unrung()).toBe(0);
  });

  it('leaves bells unrung while the engine is away', async () => {
    await place(2);
    const away = Object.assign(new Error('14 UNAVAILABLE'), { code: 14, details: '', metadata: {} });
    await expect(ringWaiting(bench.roles.relay, listening(() => away).client)).rejects.toThrow('UNAVAILABLE');
    expect(await unrung()).toBe(2);
  });
});

describe('the sweeper', () => {
  const swept = async (ahead = 0): Promise<string[]> => {
    const { client: heard, rung } = listening();
    await sweep(bench.roles.relay, heard, Date.now() + ahead);
    return rung.map(({ workflowId }) => workflowId);
  };
  const setOf = (caseId: string, values: Partial<typeof caseState.$inferInsert>) =>
    bench.read((tx) => tx.update(caseState).set(values).where(eq(caseState.caseId, caseId)));

  it('rings again for inputs nobody took within a minute, and not sooner', async () => {
    const [caseId = ''] = await place(1);
    await ringAll(client);
    expect(await swept(50_000)).not.toContain(idOf(caseId));
    expect(await swept(61_000)).toContain(idOf(caseId));
    await bench.read((tx) => tx.update(inbox).set({ parkedAt: new Date() }).where(eq(inbox.caseId, caseId)));
    expect(await swept(61_000)).not.toContain(idOf(caseId));
  });

  it('rings for a wake that nobody followed within a minute', async () => {
    const [caseId = ''] = await place(1);
    await bench.read((tx) => tx.update(inbox).set({ takenAt: new Date() }).where(eq(inbox.caseId, caseId)));
    await setOf(caseId, { wakeAt: new Date(Date.now() - 50_000) });
    expect(await swept()).not.toContain(idOf(caseId));
    await setOf(caseId, { wakeAt: new Date(Date.now() - 61_000) });
    expect(await swept()).toContain(idOf(caseId));
    await setOf(caseId, { wakeAt: null });
  });

  it('rings for a step that nobody ended within five minutes', async () => {
    const { caseId, stepId } = await bench.planned();
    // Its wake, the attempt's deadline, lies before that; what is left is the step.
    await setOf(caseId, { wakeAt: null });
    expect(await swept(4 * 60_000)).not.toContain(idOf(caseId));
    expect(await swept(5 * 60_000 + 1000)).toContain(idOf(caseId));
    await bench.read((tx) => tx.update(caseStep).set({ status: 'done' }).where(eq(caseStep.id, stepId)));
    expect(await swept(5 * 60_000 + 1000)).not.toContain(idOf(caseId));
  });
});

describe('the tailer', () => {
  const { tenantId, creditorId } = { tenantId: crypto.randomUUID(), creditorId: crypto.randomUUID() };
  const announce = (ref: string) =>
    asTenant(bench.roles.gate, tenantId, (tx) => tx.insert(change).values({ tenantId, creditorId, kind: 'case', ref }));
  const published = async (after: number) => (await changesAfter(bench.roles.relay, after, 100)).filter((row) => row.tenantId === tenantId);
  const publishAll = async () => {
    while ((await publishChanges(bench.roles.relay)) > 0);
  };

  it('numbers changes as they become visible: a cursor never passes what a long transaction still brings', async () => {
    await publishAll();
    const { max: before } = (await bench.admin<{ max: number }[]>`select coalesce(max(published), 0)::int as max from change`)[0] ?? {
      max: 0,
    };
    let cursor = 0;
    await asTenant(bench.roles.gate, tenantId, async (tx) => {
      await tx.insert(change).values({ tenantId, creditorId, kind: 'case', ref: 'slow' });
      await announce('quick');
      await publishAll();
      const seen = await published(before);
      expect(seen.map(({ ref }) => ref)).toEqual(['quick']);
      cursor = seen[0]?.published ?? 0;
    });
    await publishAll();
    const later = await published(cursor);
    expect(later.map(({ ref }) => ref)).toEqual(['slow']);
    // It has the lower id, and the higher place.
    const [slow, quick] = [later[0], (await published(before))[0]];
    expect(slow?.id).toBeLessThan(quick?.id ?? 0);
    expect(slow?.published).toBeGreaterThan(quick?.published ?? Infinity);
  });

  it('tells of a batch in one notice, of ids only, and never with another tailer at once', async () => {
    await publishAll();
    const heard: string[] = [];
    const listener = postgres(bench.roleUrl('relay'), { max: 1, onnotice: () => {} });
    await listener.listen('change', (notice) => void heard.push(notice));
    for (let n = 0; n < 5; n++) await announce(`n${n}`);
    const counts = await Promise.all([1, 2, 3].map(() => publishChanges(bench.roles.relay)));
    expect(counts.reduce((sum, n) => sum + n, 0)).toBe(5);
    await expect.poll(() => heard.length, { timeout: 10_000 }).toBe(1);
    await listener.end();
    const { from, to } = JSON.parse(heard[0] ?? '{}') as { from: number; to: number };
    expect(to - from).toBe(5);
    expect((await published(from)).map(({ ref }) => ref)).toEqual(['n0', 'n1', 'n2', 'n3', 'n4']);
  });

  it('forgets after a day, and only what was published', async () => {
    await announce('young');
    await publishAll();
    await announce('unseen');
    await bench.admin`update change set recorded_at = now() - interval '2 days' where ref = 'unseen' or ref = 'n0'`;
    await forgetChanges(bench.roles.relay);
    const left = await bench.admin<{ ref: string }[]>`select ref from change where tenant_id = ${tenantId}`;
    expect(left.map(({ ref }) => ref)).toEqual(expect.arrayContaining(['young', 'unseen', 'n1']));
    expect(left.map(({ ref }) => ref)).not.toContain('n0');
  });
});

describe('calendars', () => {
  const anchorsOf = (world: World) => asTenant(bench.roles.gate, world.tenantId, (tx) => loadAnchors(tx));
  const told = (world: World) =>
    asTenant(world.owner.db, world.tenantId, (tx) => tx.select().from(inbox).where(eq(inbox.type, 'ClockChanged')));
  const another = async (): Promise<World> => {
    const world = await makeWorld({
      url: bench.url,
      secret: bench.secret,
      carrier: { baseUrl: 'http://127.0.0.1:9', accountSid: 'AC1', authToken: 't' },
      rate: 1440,
    });
    await asTenant(world.owner.db, world.tenantId, (tx) =>
      tx
        .update(clockAnchor)
        .set({ realAt: new Date(Date.now() - 10 * 3_600_000) })
        .where(eq(clockAnchor.tenantId, world.tenantId)),
    );
    return world;
  };
  const HOUR = 3_600_000;

  it('of sandbox tenants stand still from the last beat to the next start, and every open case hears of it; live ones run on', async () => {
    const [sandbox, live, paused] = [await another(), await another(), await another()];
    const [open, closed] = [await sandbox.placeCase(), await sandbox.placeCase()];
    await live.placeCase();
    await asTenant(live.owner.db, live.tenantId, (tx) => tx.update(tenant).set({ sandbox: false }));
    await asTenant(sandbox.owner.db, sandbox.tenantId, (tx) =>
      tx.update(caseState).set({ open: false }).where(eq(caseState.caseId, closed.caseId)),
    );
    await asTenant(paused.owner.db, paused.tenantId, (tx) => tx.update(clockAnchor).set({ rate: 0 }));
    const now = Date.now();
    const stopped = now - 8 * HOUR;
    await beat(bench.roles.relay, stopped);
    const showed = tenantAt(await anchorsOf(sandbox), stopped);
    const moved = await closeClockGap(bench.roles.relay, now);
    expect(moved).toContain(sandbox.tenantId);
    expect(moved).not.toContain(live.tenantId);
    expect(moved).not.toContain(paused.tenantId);
    const anchors = await anchorsOf(sandbox);
    expect(tenantAt(anchors, now)).toBe(showed);
    expect(tenantAt(anchors, now - 4 * HOUR)).toBe(showed);
    expect(tenantAt(anchors, now + 1000)).toBe(showed + 1000 * 1440);
    expect(await anchorsOf(live)).toHaveLength(1);
    expect((await told(sandbox)).map(({ caseId }) => caseId)).toEqual([open.caseId]);
    expect(await told(live)).toEqual([]);
    expect((await told(sandbox))[0]?.signalledAt).toBeNull();
    // The gap is closed once.
    expect(await closeClockGap(bench.roles.relay, now + 1000)).toEqual([]);
    await Promise.all([sandbox, live, paused].map(({ owner }) => owner.end()));
  });

  it('turned after the last beat stand still from that turn on', async () => {
    const world = await another();
    const now = Date.now();
    await beat(bench.roles.relay, now - 8 * HOUR);
    const turned = now - 8 * HOUR + 400;
    const before = await anchorsOf(world);
    await asTenant(world.owner.db, world.tenantId, (tx) =>
      tx.insert(clockAnchor).values({
        tenantId: world.tenantId,
        seq: 2,
        realAt: new Date(turned),
        tenantAt: new Date(tenantAt(before, turned)),
        rate: 10,
        because: 'rate-changed',
      }),
    );
    expect(await closeClockGap(bench.roles.relay, now)).toContain(world.tenantId);
    const anchors = await anchorsOf(world);
    expect(tenantAt(anchors, now) - tenantAt(before, turned)).toBeLessThan(100);
    expect(anchors.at(-1)?.rate).toBe(10);
    await world.owner.end();
  });

  it('take a short silence, and a first start, for no gap', async () => {
    await bench.admin`delete from clock_beat`;
    expect(await closeClockGap(bench.roles.relay, Date.now())).toEqual([]);
    await beat(bench.roles.relay, Date.now() - 2000);
    expect(await closeClockGap(bench.roles.relay, Date.now())).toEqual([]);
    await beat(bench.roles.relay, Date.now());
    expect(await bench.roles.relay.select().from(clockBeat)).toHaveLength(1);
  });
});
