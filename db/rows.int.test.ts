import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { balancesOff } from '#db/queries/invariants.ts';
import { roleUrl, type Role } from '#db/roles.ts';
import { verifyChains } from '#db/verify-chains.ts';
import { startActivities, type Bench } from '#test/activities.ts';

const CHAINED = ['case_event', 'attempt_event', 'ledger_entry'] as const;
const APPEND_ONLY = [...CHAINED, 'consent_event', 'audit_event', 'latch'] as const;
const WRITERS: readonly Role[] = ['owner', 'app', 'gate', 'ingest', 'relay'];

let bench: Bench;
let at: Awaited<ReturnType<Bench['planned']>>;
beforeAll(async () => {
  bench = await startActivities();
  at = await bench.planned();
  await bench.contact(at.caseId, at.stepId);
  await bench.tell(at.caseId, { type: 'PlaceHold', holdId: crypto.randomUUID(), kind: 'manual', by: 'dana', requestedAt: 0 });
  await bench.decide(at.caseId);
});
afterAll(() => bench?.stop());

/** Tries a statement as a role inside its tenant, and takes it back. @returns the database's complaint, or undefined */
async function complaint(role: Role | 'superuser', statement: string): Promise<string | undefined> {
  const client = postgres(role === 'superuser' ? bench.adminUrl : roleUrl(bench.url, role, bench.secret), { max: 1, onnotice: () => {} });
  try {
    await client.begin(async (tx) => {
      const { tenantId, creditorId } = bench.world;
      await tx`select set_config('app.tenant', ${tenantId}, true), set_config('app.creditors', ${`{${creditorId}}`}, true)`;
      await tx.unsafe(statement);
      throw new Error('taken back');
    });
  } catch (error) {
    return error instanceof postgres.PostgresError ? error.message : undefined;
  } finally {
    await client.end();
  }
  return undefined;
}

describe('truth is append-only', () => {
  it.each(APPEND_ONLY)('%s: no role changes, deletes or empties it, not even its owner', async (table) => {
    for (const role of WRITERS)
      for (const statement of [`update ${table} set recorded_at = now()`, `delete from ${table}`, `truncate ${table} cascade`])
        expect(await complaint(role, table === 'latch' ? statement.replace('recorded_at', 'set_at') : statement)).toMatch(
          /is append-only|permission denied|must be owner/,
        );
  });

  it.each(APPEND_ONLY)('%s: not even by a superuser who does not lift the triggers', async (table) => {
    expect(await complaint('superuser', `delete from ${table}`)).toMatch(/is append-only/);
    expect(await complaint('superuser', `truncate ${table} cascade`)).toMatch(/is append-only/);
  });
});

describe('a chain of case events', () => {
  const append = (seq: string) =>
    `insert into case_event (case_id, seq, tenant_id, creditor_id, type, body, input_id, occurred_at, recorded_at, hash)
     select case_id, ${seq}, tenant_id, creditor_id, type, body, input_id, occurred_at, recorded_at, 'mine'
     from case_event where case_id = '${at.caseId}' and seq = 1`;

  it('has no gap and no fork: the next number or none', async () => {
    const last = (await bench.events(at.caseId)).length;
    for (const role of ['app', 'owner'] as const) {
      expect(await complaint(role, append(String(last + 2)))).toMatch(/would skip or fork/);
      expect(await complaint(role, append(String(last)))).toMatch(/would skip or fork/);
      expect(await complaint(role, append('1'))).toMatch(/would skip or fork/);
      expect(await complaint(role, append(String(last + 1)))).toBeUndefined();
    }
  });

  it('links every row to the one before, whatever hash the writer would have liked', async () => {
    const events = await bench.events(at.caseId);
    expect(events.length).toBeGreaterThan(3);
    expect(events.map(({ previousHash }) => previousHash)).toEqual([null, ...events.slice(0, -1).map(({ hash }) => hash)]);
    expect(new Set(events.map(({ hash }) => hash)).size).toBe(events.length);
  });
});

describe('verifying', () => {
  it('finds nothing to say of what was written by the roles', async () => {
    expect(await bench.read((tx) => verifyChains(tx))).toEqual([]);
    expect(await bench.read((tx) => balancesOff(tx))).toEqual([]);
  });

  type Tampering = [name: string, table: (typeof CHAINED)[number], statement: () => string, found: () => unknown[]];
  const TAMPERINGS: Tampering[] = [
    [
      'a letter of a fact',
      'case_event',
      () => `update case_event set body = jsonb_set(body, '{playbook}', '"late"') where case_id = '${at.caseId}' and seq = 1`,
      () => [{ table: 'case_event', key: at.caseId, seq: 1, why: 'changed' }],
    ],
    [
      'a millisecond of its time',
      'case_event',
      () => `update case_event set occurred_at = occurred_at + interval '1 ms' where case_id = '${at.caseId}' and seq = 2`,
      () => [{ table: 'case_event', key: at.caseId, seq: 2, why: 'changed' }],
    ],
    [
      'a fact with its hash made anew',
      'case_event',
      () => `update case_event set body = '{}', hash = link_hash(previous_hash, case_id::text, seq::text, type, '{}', input_id::text, ms(occurred_at), ms(recorded_at))
        where case_id = '${at.caseId}' and seq = 2`,
      () => [{ table: 'case_event', key: at.caseId, seq: 3, why: 'fork' }],
    ],
    [
      'a row taken out',
      'case_event',
      () => `delete from case_event where case_id = '${at.caseId}' and seq = 2`,
      () => [{ table: 'case_event', key: at.caseId, seq: 3, why: 'gap' }],
    ],
    [
      'the end taken off',
      'case_event',
      () => `delete from case_event where case_id = '${at.caseId}' and seq = (select max(seq) from case_event)`,
      () => [{ table: 'case_event', key: at.caseId, seq: expect.any(Number) as number, why: 'tail' }],
    ],
    [
      'how an attempt was learned of',
      'attempt_event',
      () => `update attempt_event set evidence = 'asked' where attempt_id = '${at.stepId}' and seq = 2`,
      () => [{ table: 'attempt_event', key: at.stepId, seq: 2, why: 'changed' }],
    ],
    [
      'the end of an attempt',
      'attempt_event',
      () => `delete from attempt_event where attempt_id = '${at.stepId}' and seq = 3`,
      () => [{ table: 'attempt_event', key: at.stepId, seq: 2, why: 'tail' }],
    ],
    [
      'a cent',
      'ledger_entry',
      () => `update ledger_entry set amount_minor = amount_minor - 1 where account_id = '${at.accountId}'`,
      () => [
        { table: 'ledger_entry', key: at.accountId, seq: 1, why: 'changed' },
        { table: 'ledger_entry', key: at.accountId, seq: 1, why: 'tail' },
      ],
    ],
  ];

  it.each(TAMPERINGS)('finds %s changed by a superuser who lifted the triggers', async (_name, table, statement, found) => {
    const kept = `kept_${table}`;
    await bench.admin.unsafe(`create table ${kept} as table ${table}; alter table ${table} disable trigger all; ${statement()}`);
    const broken = await bench.read((tx) => verifyChains(tx));
    await bench.admin.unsafe(
      `delete from ${table}; insert into ${table} select * from ${kept}; alter table ${table} enable trigger all; drop table ${kept}`,
    );
    expect(broken).toEqual(found());
    expect(await bench.read((tx) => verifyChains(tx))).toEqual([]);
  });
});
