import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { connect, type Connection } from '#db/client.ts';
import { isMended } from '#db/mend-driver.mjs';
import { freshDatabase, type TestDatabase } from '#test/database.ts';

const DOING = 12;
const OUTAGES = 8;
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

let database: TestDatabase;
let admin: Connection;
let pool: Connection;
beforeAll(async () => {
  database = await freshDatabase();
  const elsewhere = new URL(database.adminUrl);
  elsewhere.pathname = '/postgres';
  admin = connect(elsewhere.href, 1);
  pool = connect(database.adminUrl, 6);
});
afterAll(async () => {
  await Promise.all([pool.end(), admin.end()]);
  await database.drop();
});

const transaction = () =>
  pool.db.transaction(async (tx) => {
    await tx.execute(sql`select set_config('app.tenant', ${crypto.randomUUID()}, true)`);
    await Promise.all([tx.execute(sql`select 1`), tx.execute(sql`select 2`)]);
    await pause(5);
    await tx.execute(sql`select 3`);
  });

it('is installed with its guards', () => {
  expect(isMended(), 'node db/mend-driver.mjs puts them in').toBe(true);
});

it('answers every transaction that loses its connection, and is whole again when the database is back', async () => {
  const ended = { done: 0, failed: 0, hung: 0 };
  let over = false;
  const work = async () => {
    while (!over) {
      const how = await Promise.race([
        transaction().then(
          () => 'done' as const,
          () => 'failed' as const,
        ),
        pause(8000).then(() => 'hung' as const),
      ]);
      ended[how] += 1;
      if (how === 'failed') await pause(20);
    }
  };
  const working = Array.from({ length: DOING }, work);
  for (let outage = 0; outage < OUTAGES; outage++) {
    await pause(250);
    await admin.client.unsafe(`alter database "${database.name}" with allow_connections false`);
    await admin.client`select pg_terminate_backend(pid) from pg_stat_activity where datname = ${database.name}`;
    await pause(100 + 50 * (outage % 4));
    await admin.client.unsafe(`alter database "${database.name}" with allow_connections true`);
  }
  await pause(500);
  over = true;
  await Promise.all(working);
  expect(ended.hung).toBe(0);
  expect(ended.failed).toBeGreaterThan(0);
  await expect(Promise.all(Array.from({ length: DOING }, transaction))).resolves.toHaveLength(DOING);
}, 60_000);
