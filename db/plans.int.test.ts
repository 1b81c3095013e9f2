import { Client, Connection } from '@temporalio/client';
import postgres from 'postgres';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { contact } from '#activities/contact.ts';
import { createDecideNext } from '#activities/decide-next.ts';
import { startActivities, watched, type Bench } from '#test/activities.ts';
import { freshNamespace } from '#test/temporal.ts';
import { ringWaiting, sweep } from '#workers/relay/relay.ts';
import { publishChanges } from '#workers/relay/tailer.ts';

/** Tables that grow with debts, contacts and time; those that a tenant fills by hand stay small. */
const GROWING: Record<string, number> = {
  account: 30_000,
  attempt: 30_000,
  attempt_event: 30_000,
  case_event: 30_000,
  case_state: 30_000,
  case_step: 50_000,
  change: 30_000,
  collection_case: 30_000,
  consent_event: 30_000,
  contact_point: 30_000,
  handoff: 10_000,
  hold: 10_000,
  inbox: 100_000,
  latch: 10_000,
  ledger_entry: 30_000,
  message: 30_000,
  party: 30_000,
  party_role: 30_000,
  person: 30_000,
};
const NAMES = new Set([
  ...['id', 'case_id', 'party_id', 'person_id', 'account_id', 'contact_point_id', 'debtor_party_id', 'attempt_id', 'step_id', 'input_id'],
  ...['verdict_id', 'placement_id', 'reference', 'account_ref', 'external_id', 'value', 'address_hash', 'key_hash', 'ref'],
]);

let bench: Bench;
beforeAll(async () => {
  bench = await startActivities();
  await grow();
}, 180_000);
afterAll(() => bench?.stop());

/** Fills the growing tables with copies of a case's life under other ids, with nothing in them left waiting. */
async function grow(): Promise<void> {
  const { admin } = bench;
  const { caseId, stepId, personId } = await bench.planned();
  await bench.contact(caseId, stepId);
  const [tenant, creditor] = [bench.world.tenantId, bench.world.creditorId];
  const id = () => crypto.randomUUID();
  await admin`insert into consent_event (id, tenant_id, creditor_id, person_id, type, change, occurred_at, source) values (${id()}, ${tenant}, ${creditor}, ${personId}, 't', 'given', now(), 's')`;
  await admin`insert into handoff (id, tenant_id, creditor_id, case_id, step_id, team, because, status, offered_at) values (${id()}, ${tenant}, ${creditor}, ${caseId}, 's', 't', 'b', 'offered', now())`;
  await admin`insert into hold (id, tenant_id, creditor_id, case_id, kind, because, placed_by, released_at) values (${id()}, ${tenant}, ${creditor}, ${caseId}, 'manual', '', 'dana', now())`;
  await admin`insert into latch (id, tenant_id, person_id, channel, address_hash, evidence) values (${id()}, ${tenant}, ${personId}, 'fax', 'h', 'e')`;
  await admin`insert into inbox (id, tenant_id, creditor_id, case_id, type, body, signalled_at, taken_at, answer) values (${id()}, ${tenant}, ${creditor}, ${caseId}, 'ClockChanged', '{}', now(), now(), '{}')`;
  const quiet: Record<string, string> = { taken_at: 'now()', signalled_at: 'now()', wake_at: "now() + interval '1 day'", published: 'g' };
  const columns = await admin<{ table: string; name: string; type: string }[]>`
    select table_name as table, column_name as name, data_type as type from information_schema.columns
    where table_schema = 'public' and is_identity = 'NO' order by ordinal_position`;
  await admin.begin(async (tx) => {
    await tx`set local session_replication_role = replica`;
    for (const [table, rows] of Object.entries(GROWING)) {
      const own = columns.filter((column) => column.table === table);
      const values = own.map(({ name, type }) => {
        if (table === 'case_step' && name === 'status') return "'done'";
        if (name === 'seq' && table === 'ledger_entry') return 'g';
        if (NAMES.has(name)) return type === 'text' ? 'gen_random_uuid()::text' : 'gen_random_uuid()';
        return quiet[name] ?? `t.${name}`;
      });
      await tx.unsafe(`insert into ${table} (${own.map(({ name }) => name).join(', ')})
        select ${values.join(', ')} from (select * from ${table} limit 1) t, generate_series(1, ${rows}) g`);
    }
  });
  await admin`analyze`;
}

type Statement = { text: string; params: unknown[] };
type Node = { 'Node Type': string; 'Relation Name'?: string; Plans?: Node[] };
/** Growing tables that a plan reads from end to end. */
const readWhole = (node: Node): string[] => [
  ...(node['Node Type'] === 'Seq Scan' && GROWING[node['Relation Name'] ?? ''] ? [node['Relation Name'] ?? ''] : []),
  ...(node.Plans ?? []).flatMap(readWhole),
];

/** Runs work as a role and explains each statement it sent, in the same scope. @returns those that read a growing table whole */
async function slow(
  role: 'app' | 'gate' | 'relay',
  work: (db: Bench['deps']['app']) => Promise<unknown>,
): Promise<{ text: string; read: string[] }[]> {
  const sent: Statement[] = [];
  const watching = watched(bench.roleUrl(role), (text, params) => void sent.push({ text, params }));
  await work(watching.db);
  const found: { text: string; read: string[] }[] = [];
  const { tenantId, creditorId } = bench.world;
  const client = postgres(bench.roleUrl(role), { max: 1, onnotice: () => {} });
  await client
    .begin(async (tx) => {
      await tx`select set_config('app.tenant', ${role === 'relay' ? '' : tenantId}, true), set_config('app.creditors', ${`{${creditorId}}`}, true)`;
      for (const { text, params } of sent.filter(
        ({ text }) => /^\s*(select|update|with)/i.test(text) && !/set_config|pg_notify|advisory/.test(text),
      )) {
        const [row] = await tx.unsafe<{ 'QUERY PLAN': [{ Plan: Node }] }[]>(`explain (format json) ${text}`, params as string[]);
        const read = row ? readWhole(row['QUERY PLAN'][0].Plan) : [];
        if (read.length > 0) found.push({ text: text.slice(0, 400), read });
      }
      throw new Error('taken back');
    })
    .catch((error: unknown) => {
      if (!(error instanceof Error) || error.message !== 'taken back') throw error;
    });
  await Promise.all([client.end(), watching.end()]);
  expect(sent.length).toBeGreaterThan(1);
  return found;
}

it('a decision reads no growing table whole', async () => {
  const { caseId } = await bench.world.placeCase();
  expect(await slow('app', (app) => createDecideNext({ ...bench.deps, app })(bench.runOf(caseId), []))).toEqual([]);
}, 60_000);

it('a contact reads no growing table whole', async () => {
  const { caseId, stepId } = await bench.planned();
  expect(await slow('gate', (gate) => contact({ ...bench.deps, gate }, bench.runOf(caseId), stepId, 'sms'))).toEqual([]);
}, 60_000);

it('the relay, its sweeper and its tailer read no growing table whole', async () => {
  for (let n = 0; n < 5; n++) await bench.world.placeCase();
  const { address, namespace } = await freshNamespace();
  const client = new Client({ connection: await Connection.connect({ address }), namespace });
  const found = await slow('relay', async (db) => {
    await ringWaiting(db, client);
    await sweep(db, client);
    await publishChanges(db);
  });
  await client.connection.close();
  expect(found).toEqual([]);
}, 60_000);
