import postgres, { type Sql } from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { roleUrl, type Role } from '#db/roles.ts';
import { startActivities, type Bench } from '#test/activities.ts';
import { addCreditor, placeAt } from '#test/second-creditor.ts';

type Table = { name: string; tenant: boolean; creditor: boolean };
const ROLES = ['owner', 'app', 'gate', 'ingest', 'relay'] as const;

/** What a role sees without a tenant, or of another: what it takes to route a webhook, ring a bell and keep the clock. */
const ROUTING: Partial<Record<Role, readonly string[]>> = {
  owner: ['clock_beat'],
  app: ['clock_beat'],
  gate: ['clock_beat'],
  ingest: ['provider_account'],
  relay: ['case_state', 'case_step', 'change', 'clock_anchor', 'clock_beat', 'collection_case', 'inbox', 'tenant'],
};

let bench: Bench;
let tables: Table[];
let otherCreditor: string;
const clients = new Map<Role, Sql>();
beforeAll(async () => {
  bench = await startActivities();
  const here = await bench.planned();
  await bench.contact(here.caseId, here.stepId);
  const other = await addCreditor(bench.world);
  otherCreditor = other.creditorId;
  const there = await placeAt(bench.world, other, here);
  await bench.decide(there.caseId);
  tables = await bench.admin<Table[]>`
    select c.relname as name,
      exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id') or c.relname = 'tenant' as tenant,
      exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'creditor_id') as creditor
    from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') order by c.relname`;
  for (const role of ROLES) clients.set(role, postgres(roleUrl(bench.url, role, bench.secret), { max: 1, onnotice: () => {} }));
  await fillEmptyTables();
});
afterAll(async () => {
  await Promise.all([...clients.values()].map((client) => client.end()));
  await bench?.stop();
});

/** A row in each table that the life so far left empty, or its emptiness would pass for secrecy. */
async function fillEmptyTables(): Promise<void> {
  const { tenantId: tenant, creditorId: creditor } = bench.world;
  const { admin } = bench;
  const [row] = await admin<{ case_id: string; person_id: string }[]>`
    select c.id as case_id, p.person_id from collection_case c join party p on p.id = c.debtor_party_id where c.creditor_id = ${creditor}`;
  const [caseId, personId] = [row?.case_id ?? '', row?.person_id ?? ''];
  const id = () => crypto.randomUUID();
  await admin`insert into audit_event (id, tenant_id, creditor_id, actor, action, subject, detail) values (${id()}, ${tenant}, ${creditor}, 'a', 'b', 'c', '{}')`;
  await admin`insert into clock_beat (id, real_at) values (1, now())`;
  await admin`insert into consent_event (id, tenant_id, creditor_id, person_id, type, change, occurred_at, source) values (${id()}, ${tenant}, ${creditor}, ${personId}, 't', 'given', now(), 's')`;
  await admin`insert into handoff (id, tenant_id, creditor_id, case_id, step_id, team, because, status, offered_at) values (${id()}, ${tenant}, ${creditor}, ${caseId}, 's', 't', 'b', 'offered', now())`;
  await admin`insert into hold (id, tenant_id, creditor_id, case_id, kind, because, placed_by) values (${id()}, ${tenant}, ${creditor}, ${caseId}, 'manual', '', 'dana')`;
  await admin`insert into kill_switch (id, tenant_id, creditor_id, because, off_by) values (${id()}, ${tenant}, ${creditor}, 'b', 'dana')`;
  await admin`insert into latch (id, tenant_id, person_id, channel, address_hash, evidence) values (${id()}, ${tenant}, ${personId}, 'sms', 'h', 'e')`;
  await admin`insert into note (id, tenant_id, creditor_id, case_id, input_id, author, text) values (${id()}, ${tenant}, ${creditor}, ${caseId}, ${id()}, 'dana', 't')`;
  await admin`insert into policy_signature (tenant_id, rule_id, signed_by, note) values (${tenant}, 'R', 'dana', 'n')`;
  await admin`insert into promise (id, tenant_id, creditor_id, case_id, amount_minor, currency, due_on, state, made_by, made_at) values (${id()}, ${tenant}, ${creditor}, ${caseId}, 1, 'USD', '2026-11-05', 'open', 'dana', now())`;
  await admin`insert into tenant_rule (tenant_id, rule_id, rule, added_by) values (${tenant}, 'TENANT-R', '{}', 'dana')`;
  await admin`insert into webhook (id, tenant_id, provider_account_id, dedupe_key, kind, outcome) values (${id()}, ${tenant}, ${bench.world.providerAccountId}, 'k', 'status', 'raised')`;
}

type Scope = { tenant?: string; creditors?: readonly string[] };
/** Runs in a transaction that is taken back. @returns undefined where the role may not even ask */
async function as<T>(
  role: Role,
  { tenant = '', creditors = [] }: Scope,
  work: (tx: postgres.TransactionSql) => Promise<T>,
): Promise<T | { code: string }> {
  const client = clients.get(role);
  if (!client) throw new Error(`no client of ${role}`);
  let result: T | undefined;
  try {
    await client.begin(async (tx) => {
      await tx`select set_config('app.tenant', ${tenant}, true), set_config('app.creditors', ${`{${creditors.join(',')}}`}, true)`;
      result = await work(tx);
      throw new Error('taken back');
    });
  } catch (error) {
    if (error instanceof postgres.PostgresError) return { code: error.code };
  }
  return result as T;
}
/** Rows of a table a role sees in a scope; undefined where it may not read. */
async function seen(role: Role, scope: Scope, table: string): Promise<number | undefined> {
  const rows = await as(
    role,
    scope,
    async (tx) => (await tx.unsafe<{ n: number }[]>(`select count(*)::int as n from ${table}`))[0]?.n ?? 0,
  );
  return typeof rows === 'number' ? rows : undefined;
}
const home = (): Scope => ({ tenant: bench.world.tenantId, creditors: [bench.world.creditorId] });

it('is enabled and forced on every table, with a policy: a new table cannot slip through', async () => {
  const open = await bench.admin<{ name: string }[]>`
    select c.relname as name from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
      and not (c.relrowsecurity and c.relforcerowsecurity and exists (select from pg_policy p where p.polrelid = c.oid))`;
  expect(open.map(({ name }) => name)).toEqual([]);
  expect(tables.length).toBeGreaterThan(30);
});

it('is tried with at least one row of the tenant in each table', async () => {
  const empty = [];
  for (const { name } of tables) {
    const [row] = await bench.admin.unsafe<{ n: number }[]>(`select count(*)::int as n from ${name}`);
    if (row?.n === 0) empty.push(name);
  }
  expect(empty).toEqual([]);
});

it('no role can get around it', async () => {
  const roles = await bench.admin<{ rolname: string }[]>`
    select rolname from pg_roles where rolname like 'c1\\_%' and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication)`;
  expect(roles).toEqual([]);
  const members = await bench.admin`
    select from pg_auth_members m join pg_roles r on r.oid = m.member where r.rolname like 'c1\\_%'`;
  expect(members).toHaveLength(0);
});

describe.each(ROLES)('%s', (role) => {
  it('sees nothing of another tenant, and nothing without one, but what it routes by', async () => {
    const leaks = [];
    for (const { name } of tables)
      for (const scope of [{}, { tenant: crypto.randomUUID(), creditors: [bench.world.creditorId] }])
        if ((await seen(role, scope, name)) && !ROUTING[role]?.includes(name)) leaks.push(name);
    expect(leaks).toEqual([]);
  });

  it('can empty no table, and delete from none but the relay from what pages have heard', async () => {
    const may = [];
    for (const { name } of tables)
      for (const right of ['DELETE', 'TRUNCATE']) {
        const [row] = await bench.admin<
          { may: boolean }[]
        >`select has_table_privilege(${`c1_${role}`}, ${`public.${name}`}, ${right}) as may`;
        if (row?.may) may.push(`${right} ${name}`);
      }
    // The owner could grant itself anything; what it must not change refuses by trigger (rows.int.test.ts).
    if (role === 'owner') return expect(may.length).toBe(tables.length * 2);
    expect(may).toEqual(role === 'relay' ? ['DELETE change'] : []);
  });
});

describe('a user', () => {
  it('sees rows of granted creditors only, in every table that has one', async () => {
    const leaks = [];
    for (const { name } of tables.filter(({ creditor }) => creditor)) {
      const rows = await as('app', home(), (tx) =>
        tx.unsafe<{ creditor_id: string | null }[]>(`select distinct creditor_id from ${name} where creditor_id is not null`),
      );
      if (Array.isArray(rows)) for (const row of rows) if (row.creditor_id !== bench.world.creditorId) leaks.push(name);
      if ((await seen('app', { tenant: bench.world.tenantId }, name)) && name !== 'kill_switch') leaks.push(`${name} without any`);
    }
    expect(leaks).toEqual([]);
  });

  it('sees its own: the queue is not empty by mistake', async () => {
    for (const name of ['collection_case', 'case_state', 'case_event', 'account', 'party', 'attempt', 'message'])
      expect(await seen('app', home(), name)).toBeGreaterThan(0);
    const both = { tenant: bench.world.tenantId, creditors: [bench.world.creditorId, otherCreditor] };
    expect(await seen('app', both, 'collection_case')).toBe(2);
    expect(await seen('app', home(), 'collection_case')).toBe(1);
  });

  it('reads no person, and sees the opt-outs only of people it can see', async () => {
    expect(await seen('app', home(), 'person')).toBeUndefined();
    expect(await seen('app', home(), 'latch')).toBe(1);
    const stranger = await addCreditor(bench.world);
    expect(await seen('app', { tenant: bench.world.tenantId, creditors: [stranger.creditorId] }, 'latch')).toBe(0);
  });
});

describe('writing', () => {
  /**
   * Copies a row of one's own under another's name. Keys are checked after the policy, so they say nothing here; a chain
   * is checked before it, so the copy of a case event follows the last one.
   */
  const copy = ({ name }: Table, change: Record<string, string>) =>
    `insert into ${name} ${['inbox', 'change'].includes(name) ? 'overriding user value' : ''}
     select (jsonb_populate_record(null::${name}, to_jsonb(t) || '${JSON.stringify(change)}'::jsonb
       ${name === 'case_event' ? "|| jsonb_build_object('seq', t.seq + 1)" : ''})).*
     from ${name} t ${name === 'case_event' ? 'order by seq desc' : ''} limit 1`;
  /** What a role could do of what it must not. */
  async function possible(role: Role, statements: readonly { table: string; statement: string }[]): Promise<unknown[]> {
    const could = [];
    for (const { table, statement } of statements) {
      const outcome = await as(role, home(), (tx) => tx.unsafe(statement));
      const code = 'code' in outcome ? String(outcome.code) : 'done';
      // Not granted or not let through by a policy; or, for an update, refused by the trigger of what is append-only.
      if (code !== '42501' && code !== 'P0001') could.push({ table, statement: statement.slice(0, 6), code });
    }
    return could;
  }

  it.each(['app', 'gate', 'ingest'] as const)('%s puts no row into another tenant', async (role) => {
    const inserts = tables
      .filter(({ tenant, name }) => tenant && name !== 'tenant')
      .map((table) => ({ table: table.name, statement: copy(table, { tenant_id: crypto.randomUUID() }) }));
    expect(await possible(role, inserts)).toEqual([]);
  });

  it('a user puts no row into an ungranted creditor, and moves none there', async () => {
    const statements = tables
      .filter(({ creditor }) => creditor)
      .flatMap((table) => [
        { table: table.name, statement: copy(table, { creditor_id: otherCreditor }) },
        { table: table.name, statement: `update ${table.name} set creditor_id = '${otherCreditor}'` },
      ]);
    expect(await possible('app', statements)).toEqual([]);
  });
});

it('grants each role what its work needs: S select, I insert, U update, u some columns, s some columns, D delete', async () => {
  const rows = await bench.admin<{ name: string; role: string; rights: string }[]>`
    select c.relname as name, r.rolname as role,
      concat(
        case when has_table_privilege(r.oid, c.oid, 'SELECT') then 'S' when has_any_column_privilege(r.oid, c.oid, 'SELECT') then 's' end,
        case when has_table_privilege(r.oid, c.oid, 'INSERT') then 'I' when has_any_column_privilege(r.oid, c.oid, 'INSERT') then 'i' end,
        case when has_table_privilege(r.oid, c.oid, 'UPDATE') then 'U' when has_any_column_privilege(r.oid, c.oid, 'UPDATE') then 'u' end,
        case when has_table_privilege(r.oid, c.oid, 'DELETE') then 'D' end) as rights
    from pg_class c cross join pg_roles r
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and r.rolname in ('c1_app', 'c1_gate', 'c1_ingest', 'c1_relay', 'c1_auth')
    order by c.relname`;
  const columns = ['c1_app', 'c1_gate', 'c1_ingest', 'c1_relay', 'c1_auth'];
  const line = (name: string) =>
    [name.padEnd(17), ...columns.map((role) => (rows.find((row) => row.name === name && row.role === role)?.rights || '-').padEnd(5))]
      .join(' ')
      .trimEnd();
  expect(`\n${['table             app   gate  ingest relay auth', ...new Set(rows.map(({ name }) => line(name)))].join('\n')}\n`)
    .toMatchInlineSnapshot(`
    "
    table             app   gate  ingest relay auth
    account           SIU   S     S     -     -
    attempt           S     SIU   SU    -     -
    attempt_event     S     SI    SI    -     -
    audit_event       SI    SI    -     -     -
    case_event        SI    S     -     -     -
    case_state        SIU   Su    S     Su    -
    case_step         SIU   SU    -     S     -
    change            SI    SI    I     SUD   -
    clock_anchor      SI    S     S     SI    -
    clock_beat        S     S     -     SIU   -
    collection_case   SIU   S     S     s     -
    consent_event     SI    SI    -     -     -
    contact_point     SIU   S     S     -     -
    creditor          S     S     S     -     -
    gate_verdict      s     SI    -     -     -
    handoff           SIU   SIU   -     -     -
    hold              SIU   S     -     -     -
    holiday           S     S     -     -     -
    inbox             SIU   SI    SI    SIU   -
    kill_switch       SIU   S     -     -     -
    latch             S     SI    SI    -     -
    ledger_entry      SI    S     -     -     -
    message           SIU   SI    SIu   -     -
    note              SI    S     -     -     -
    party             SIU   S     S     -     -
    party_role        SIU   S     S     -     -
    person            -     SI    S     -     -
    placement         SI    S     -     -     -
    playbook          S     S     -     -     -
    policy_signature  SI    S     -     -     -
    promise           SIU   S     -     -     -
    provider_account  -     S     S     -     -
    sender            S     S     S     -     -
    template          S     S     -     -     -
    tenant            S     S     S     S     -
    tenant_rule       SI    S     -     -     -
    webhook           -     S     SI    -     -
    "
  `);
});
