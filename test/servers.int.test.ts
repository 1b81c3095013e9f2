import { Connection } from '@temporalio/client';
import postgres from 'postgres';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { freshDatabase, type TestDatabase } from '#test/database.ts';
import { freshNamespace } from '#test/temporal.ts';
import { roleUrl } from '#db/roles.ts';

let database: TestDatabase;
beforeAll(async () => void (database = await freshDatabase()));
afterAll(() => database.drop());

it('gives a file a migrated database, which the roles enter with their derived passwords', async () => {
  const sql = postgres(roleUrl(database.url, 'app', database.secret), { max: 1 });
  expect(await sql`select current_user::text as role, current_database()::text as name`).toEqual([{ role: 'c1_app', name: database.name }]);
  await sql.end();
});

it('gives a file a namespace that keeps cases for 90 days and finds them by their attributes', async () => {
  const { address, namespace } = await freshNamespace();
  const connection = await Connection.connect({ address });
  const { config } = await connection.workflowService.describeNamespace({ namespace });
  expect(Number(config?.workflowExecutionRetentionTtl?.seconds)).toBe(90 * 24 * 3600);
  const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace });
  expect(Object.keys(customAttributes ?? {})).toEqual(expect.arrayContaining(['Tenant', 'Creditor', 'Playbook', 'Stage']));
  await connection.close();
});
