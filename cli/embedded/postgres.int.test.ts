import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import { afterAll, expect, it } from 'vitest';
import { lifeOf } from '#cli/bare/processes.mjs';
import { endPostgres, postgresPart, postgresUrl, startPostgres } from '#cli/embedded/postgres.ts';
import { freePort } from '#cli/ports.ts';
import { kill } from '#cli/process-record.ts';

const folder = mkdtempSync(join(tmpdir(), 'c1-postgres-'));
const directory = join(folder, 'data');
const password = 'p-of-the-test';
afterAll(async () => {
  await endPostgres(directory);
  rmSync(folder, { recursive: true, force: true });
});

async function ask(url: string, statement: string) {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    return await sql.unsafe(statement);
  } finally {
    await sql.end();
  }
}

it('comes back by itself on its port after kill -9, with what was committed', async () => {
  const server = await startPostgres(directory, { password });
  await ask(server.url, 'create table debt (id int); insert into debt values (1)');
  const first = server.pid() ?? 0;
  kill(first, 'SIGKILL');
  await expect.poll(() => ask(server.url, 'select id from debt').catch(() => []), { timeout: 15_000 }).toEqual([{ id: 1 }]);
  expect(server.pid()).not.toBe(first);
  await server.stop();
  expect(existsSync(join(directory, 'postmaster.pid'))).toBe(false);
});

it('ends a server that a killed start left on its data, and starts there', async () => {
  const port = await freePort();
  const options = { directory, password, port, log: `${directory}.log` };
  const abandoned = (await postgresPart(options)).launch();
  await expect.poll(() => ask(postgresUrl(options), 'select 1 as one').catch(() => []), { timeout: 15_000 }).toEqual([{ one: 1 }]);
  const server = await startPostgres(directory, { password });
  expect(lifeOf(abandoned.pid ?? 0)).toBeUndefined();
  expect(await ask(server.url, 'select id from debt')).toEqual([{ id: 1 }]);
  await server.stop();
});

it('is not kept from starting by an old pid file whose number belongs to somebody else now', async () => {
  const lines = `${process.pid}\n${directory}\n1\n5432\n\n127.0.0.1\n  1 1\nready   \n`;
  writeFileSync(join(directory, 'postmaster.pid'), lines);
  const server = await startPostgres(directory, { password });
  expect(readFileSync(join(directory, 'postmaster.pid'), 'utf8')).toMatch(`${server.pid()}`);
  await server.stop();
});

it('lets nobody in without the password, and nobody else read its data', async () => {
  const server = await startPostgres(directory, { password });
  await expect(ask(postgresUrl({ port: server.port, password: 'postgres' }), 'select 1')).rejects.toThrow(/password/);
  expect(statSync(directory).mode & 0o077).toBe(0);
  await server.stop();
});
