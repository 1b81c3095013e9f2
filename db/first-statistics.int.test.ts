import postgres from 'postgres';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { assumeFewTenants } from '#db/first-statistics.ts';
import { roleUrl } from '#db/roles.ts';
import { freshDatabase, type TestDatabase } from '#test/database.ts';

let database: TestDatabase;
let admin: postgres.Sql;
beforeAll(async () => {
  database = await freshDatabase();
  admin = postgres(database.adminUrl, { max: 1, onnotice: () => {} });
});
afterAll(async () => {
  await admin?.end();
  await database?.drop();
});

const tenantsAssumed = async () =>
  (
    await admin<{ tablename: string; n_distinct: number }[]>`
    select tablename, n_distinct from pg_stats where attname = 'tenant_id' and tablename in ('party', 'attempt', 'inbox', 'holiday') order by tablename`
  ).map((row) => [row.tablename, row.n_distinct]);

it('has a database that was never analysed take a tenant for much of a table', async () => {
  expect(await tenantsAssumed()).toEqual([
    ['attempt', 2],
    ['holiday', 2],
    ['inbox', 2],
    ['party', 2],
  ]);
});

it('leaves alone what an analysis has found', async () => {
  for (let n = 0; n < 5; n++) {
    const id = crypto.randomUUID();
    await admin`insert into tenant (id, name, sandbox, country) values (${id}, ${`Tenant ${n}`}, true, 'US')`;
    await admin`insert into holiday (tenant_id, country, day, name) values (${id}, 'US', '2026-11-26', 'Thanksgiving Day')`;
  }
  await admin`analyze holiday`;
  const owner = postgres(roleUrl(database.url, 'owner', database.secret), { max: 1, onnotice: () => {} });
  await assumeFewTenants(owner);
  await owner.end();
  expect(await tenantsAssumed()).toContainEqual(['holiday', -1]);
});
