import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createDecideNext } from '#activities/decide-next.ts';
import { asTenant, connect, type Connection } from '#db/client.ts';
import { isDatabaseAway } from '#db/database-away.ts';
import { DECIDING } from '#db/limits.ts';
import { caseLock, lockKeys } from '#db/queries/gate-locks.ts';
import { together } from '#db/queries/together.ts';
import { startActivities, type Bench } from '#test/activities.ts';

let bench: Bench;
const opened: Connection[] = [];
const open = (...[max, limits]: [number, Parameters<typeof connect>[2]]) => {
  const connection = connect(bench.roleUrl('app'), max, limits);
  opened.push(connection);
  return connection;
};
beforeAll(async () => {
  bench = await startActivities();
});
afterAll(async () => {
  await Promise.all(opened.map(({ end }) => end()));
  await bench.stop();
});

it('a decision that can not have its case gives up, blames no input, and is taken once the case is free', async () => {
  const { caseId } = await bench.world.placeCase();
  const decideNext = createDecideNext({ ...bench.deps, app: open(1, DECIDING).db });
  await bench.read(async (tx) => {
    await lockKeys(tx, [caseLock(caseId)]);
    const gaveUp = await decideNext(bench.runOf(caseId), []).catch((error: unknown) => error);
    expect(isDatabaseAway(gaveUp)).toBe(true);
  });
  expect((await bench.inputs(caseId)).map(({ failures, parkedAt }) => ({ failures, parkedAt }))).toEqual([{ failures: 0, parkedAt: null }]);
  await decideNext(bench.runOf(caseId), []);
  expect((await bench.inputs(caseId))[0]?.answer).toEqual({ accepted: true });
});

it('whoever freezes inside a transaction loses it, and with it what was locked', async () => {
  const { caseId } = await bench.world.placeCase();
  const frozen = open(1, { ...DECIDING, idleMs: 200 });
  const [locked, thawed] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const outcome = asTenant(frozen.db, bench.world.tenantId, async (tx) => {
    await lockKeys(tx, [caseLock(caseId)]);
    locked.resolve();
    await thawed.promise;
    await tx.execute(sql`select 1`);
  }).catch((error: unknown) => error);
  await locked.promise;
  await bench.decide(caseId); // waits until the lock is free
  thawed.resolve();
  expect(isDatabaseAway(await outcome)).toBe(true);
});

it('of statements sent together the one that failed is reported, not those that came after it', async () => {
  const failed = await asTenant(bench.roles.app, bench.world.tenantId, (tx) =>
    together([tx.execute(sql`select pg_sleep(0)`).then(() => tx.execute(sql`select 1`)), tx.execute(sql`select 1 / 0`)]),
  ).catch((error: Error) => error.cause);
  expect(failed).toMatchObject({ code: '22012' });
});
