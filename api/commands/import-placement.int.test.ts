import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import postgres from 'postgres';
import { and, eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Mapping } from '#domain/intake/mapping.ts';
import { knownAfter, NOTHING_KNOWN } from '#domain/intake/known.ts';
import { readPlacement } from '#domain/intake/read-placement.ts';
import { plainMapping } from '#domain/intake/testing/csv.ts';
import { FIRST_PLAYBOOK } from '#domain/playbook/first-playbook.ts';
import { asTenant, connect, type Connection, type Transaction } from '#db/client.ts';
import { addressHash } from '#db/hashing.ts';
import { storedAccounts } from '#db/queries/placements.ts';
import { roleUrl } from '#db/roles.ts';
import * as tables from '#db/schema/index.ts';
import { importPlacement, type PlacementUpload } from '#api/commands/import-placement.ts';
import { knownFrom } from '#api/commands/import-placement-known.ts';
import { freshDatabase, type TestDatabase } from '#test/database.ts';

let database: TestDatabase;
let app: Connection;
let owner: Connection;
const NOW = Date.parse('2026-11-03T14:00:00Z');
const deps = () => ({ app: app.db, secret: database.secret, now: () => NOW });

beforeAll(async () => {
  database = await freshDatabase();
  app = connect(roleUrl(database.url, 'app', database.secret), 4);
  owner = connect(roleUrl(database.url, 'owner', database.secret), 2);
});
afterAll(async () => {
  await Promise.all([app.end(), owner.end()]);
  await database.drop();
});

const EXAMPLES = join(import.meta.dirname, '../../examples');
const example = (file: string, mapping: string) => ({
  bytes: readFileSync(join(EXAMPLES, file)),
  fileName: file,
  mapping: Mapping.parse(JSON.parse(readFileSync(join(EXAMPLES, mapping), 'utf8'))),
});
const CARDS = example('us-cards-150.csv', 'us-cards.mapping.json');
const HARBOR = example('harbor-loans.csv', 'harbor-loans.mapping.json');

/** A tenant with one creditor that can be placed with. */
async function desk(name: string) {
  const [tenantId, creditorId, playbookId] = [crypto.randomUUID(), crypto.randomUUID(), crypto.randomUUID()];
  await asTenant(owner.db, tenantId, async (tx) => {
    await tx.insert(tables.tenant).values({ id: tenantId, name: 'Desk', sandbox: true, country: 'US' });
    await tx.insert(tables.playbook).values({ id: playbookId, tenantId, key: FIRST_PLAYBOOK.key, version: 1, body: FIRST_PLAYBOOK });
    await tx.insert(tables.creditor).values({ id: creditorId, tenantId, name, collector: 'first_party', creditorType: 'bank', playbookId });
  });
  const read = <T>(work: (tx: Transaction) => Promise<T>) => asTenant(owner.db, tenantId, work);
  const all = <
    T extends
      | 'account'
      | 'party'
      | 'contactPoint'
      | 'collectionCase'
      | 'consentEvent'
      | 'ledgerEntry'
      | 'inbox'
      | 'placement'
      | 'partyRole'
      | 'caseState'
      | 'change'
      | 'auditEvent',
  >(
    table: T,
  ) =>
    read((tx) => tx.select().from(tables[table] as (typeof tables)['account'])) as unknown as Promise<(typeof tables)[T]['$inferSelect'][]>;
  const caller = { tenantId, creditorIds: [creditorId], actor: 'supervisor' };
  return {
    tenantId,
    creditorId,
    caller,
    read,
    all,
    place: (upload: Partial<PlacementUpload> & Pick<PlacementUpload, 'bytes' | 'mapping'>) =>
      importPlacement(deps(), caller, { fileName: 'a.csv', creditorId, ...upload }),
    count: async () => {
      const names = [
        'account',
        'party',
        'contactPoint',
        'collectionCase',
        'consentEvent',
        'ledgerEntry',
        'inbox',
        'placement',
        'auditEvent',
      ] as const;
      return Object.fromEntries(await Promise.all(names.map(async (table) => [table, (await all(table)).length] as const)));
    },
    known: () => read(async (tx) => knownFrom(await storedAccounts(tx, creditorId), { secret: database.secret, tenantId }).accounts),
  };
}

type Cells = Record<string, string>;
const NORA: Cells = {
  accountRef: 'A-1',
  firstName: 'Nora',
  lastName: 'Whitfield',
  bornOn: '1988-04-12',
  phone1: '518-555-0141',
  total: '100.00',
  region: 'NY',
};
const OTHERS: Cells[] = ['B-1', 'B-2'].map((accountRef, n) => ({
  accountRef,
  firstName: 'Ben',
  lastName: `Lone ${n}`,
  phone1: `518-555-015${n}`,
  total: '50.00',
}));

/** A file of these rows for 'Example Lender'. */
function file(...rows: Cells[]) {
  const fields = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const lines = [fields.join(','), ...rows.map((row) => fields.map((field) => `"${row[field] ?? ''}"`).join(','))];
  return { bytes: new TextEncoder().encode(lines.join('\n')), mapping: plainMapping(fields) };
}

describe('a placement file', () => {
  it('becomes accounts, people and cases, as many as its report says', async () => {
    const here = await desk('Northfield Example Bank, N.A.');
    const began = performance.now();
    const answer = await here.place(CARDS);
    expect(performance.now() - began).toBeLessThan(5000);
    if (answer.outcome !== 'imported') throw new Error('refused');
    expect(answer.report.rows).toMatchObject({ data: 150, accepted: 150 });
    const [accounts, cases, states, entries, inputs, roles, parties] = await Promise.all([
      here.all('account'),
      here.all('collectionCase'),
      here.all('caseState'),
      here.all('ledgerEntry'),
      here.all('inbox'),
      here.all('partyRole'),
      here.all('party'),
    ]);
    expect(accounts).toHaveLength(150);
    expect(accounts.reduce((sum, { balanceMinor }) => sum + balanceMinor, 0)).toBe(answer.report.acceptedBalanceMinor['USD']);
    expect(entries.map(({ kind }) => kind)).toEqual(accounts.map(() => 'placement'));
    expect(entries.reduce((sum, { amountMinor }) => sum + amountMinor, 0)).toBe(answer.report.acceptedBalanceMinor['USD']);
    expect(cases).toHaveLength(answer.report.cases.opened);
    expect(states).toHaveLength(cases.length);
    expect(new Set(cases.map(({ reference }) => reference)).size).toBe(cases.length);
    expect(inputs.map(({ type }) => type)).toEqual(cases.map(() => 'CasePlaced'));
    expect(inputs.every(({ signalledAt }) => signalledAt === null)).toBe(true);
    expect(roles.filter(({ role }) => role === 'debtor')).toHaveLength(150);
    expect(roles.filter(({ role }) => role !== 'debtor')).toHaveLength(13);
    expect(
      accounts.every(
        ({ principalMinor, interestMinor, feesMinor, costsMinor, balanceMinor }) =>
          principalMinor + interestMinor + feesMinor + costsMinor === balanceMinor,
      ),
    ).toBe(true);
    expect(parties.every(({ givenName, familyName }) => givenName && familyName)).toBe(true);
    expect(await here.all('change')).toHaveLength(cases.length);
    expect((await here.all('auditEvent')).map(({ action, subject }) => [action, subject])).toEqual([
      ['ImportPlacement', answer.placementId],
    ]);
  });

  it('keeps no cell of itself in its report', async () => {
    const here = await desk('Example Lender');
    await here.place(file(NORA, ...OTHERS, { ...NORA, accountRef: 'A-9', total: '-3' }));
    const [{ report } = { report: {} }] = await here.all('placement');
    expect(report).toMatchObject({
      rows: { accepted: 3, rejected: 1 },
      issuesFound: 1,
      issues: [{ line: 5, code: 'AMOUNT_NOT_POSITIVE' }],
    });
    expect(JSON.stringify(report)).not.toMatch(/Nora|Whitfield|0141/);
  });

  it('is answered again, and stores nothing, when it comes again with its key, or without', async () => {
    const here = await desk('Harbor Example Lending');
    const first = await here.place({ ...HARBOR, key: 'monday-1' });
    const before = await here.count();
    const again = await Promise.all([
      here.place({ ...HARBOR, key: 'monday-1' }),
      here.place({ ...HARBOR, key: 'tuesday-1' }),
      here.place(HARBOR),
    ]);
    expect(again).toEqual(again.map(() => ({ ...first, repeated: true })));
    expect(await here.count()).toEqual(before);
    await expect(here.place({ ...CARDS, mapping: HARBOR.mapping, key: 'monday-1' })).rejects.toMatchObject({ code: 'key-reused' });
  });

  it('changes nothing when the same rows come in another file', async () => {
    const here = await desk('Harbor Example Lending');
    await here.place(HARBOR);
    const before = await here.count();
    const answer = await here.place({ ...HARBOR, bytes: Buffer.concat([HARBOR.bytes, Buffer.from('\n\n')]) });
    expect(answer).toMatchObject({ outcome: 'imported', repeated: false, report: { effect: { unchanged: 12, new: 0, updated: 0 } } });
    expect(await here.count()).toEqual({ ...before, placement: 2, auditEvent: 2 });
  });

  it('is stored once when two bring it at the same time', async () => {
    const here = await desk('Harbor Example Lending');
    const answers = await Promise.all([here.place({ ...HARBOR, key: 'one' }), here.place({ ...HARBOR, key: 'two' })]);
    expect(answers.map((answer) => answer.outcome === 'imported' && answer.repeated).sort()).toEqual([false, true]);
    expect(await here.count()).toMatchObject({ account: 12, collectionCase: 12, placement: 1 });
  });

  it('stores nothing when it is refused as a whole', async () => {
    const here = await desk('Harbor Example Lending');
    const before = await here.count();
    const answer = await here.place({ ...HARBOR, control: { rows: 13, total: '1.00', currency: 'USD' } });
    expect(answer).toMatchObject({ outcome: 'refused', refusal: { code: 'FILE_CONTROL_ROWS' } });
    expect(await here.count()).toEqual(before);
  });

  it('stores nothing when it fails in the middle, and all of it at the next try', async () => {
    const here = await desk('Harbor Example Lending');
    const before = await here.count();
    const admin = postgres(database.adminUrl, { max: 1, onnotice: () => {} });
    await admin.unsafe(`create function fall_over() returns trigger language plpgsql as $$ begin raise exception 'the disk is full'; end $$;
      create trigger fall_over before insert on ledger_entry for each row execute function fall_over()`);
    await expect(here.place({ ...HARBOR, key: 'once' })).rejects.toThrow();
    await admin.unsafe('drop trigger fall_over on ledger_entry; drop function fall_over()');
    await admin.end();
    expect(await here.count()).toEqual(before);
    expect(await here.place({ ...HARBOR, key: 'once' })).toMatchObject({ outcome: 'imported', repeated: false });
  });

  it('is for a creditor its mapping names and its caller sees', async () => {
    const here = await desk('Harbor Example Lending');
    await expect(here.place(CARDS)).rejects.toMatchObject({ code: 'invalid' });
    const elsewhere = await desk('Harbor Example Lending');
    await expect(here.place({ ...HARBOR, creditorId: elsewhere.creditorId })).rejects.toMatchObject({ code: 'not-found' });
    await expect(
      importPlacement(deps(), { ...here.caller, creditorIds: [] }, { ...HARBOR, creditorId: here.creditorId }),
    ).rejects.toMatchObject({ code: 'not-found' });
  });

  it('of another tenant names other accounts, whatever their references', async () => {
    const [one, other] = [await desk('Harbor Example Lending'), await desk('Harbor Example Lending')];
    await one.place(HARBOR);
    expect(await other.place(HARBOR)).toMatchObject({ repeated: false, report: { effect: { new: 12 } } });
    const hashes = async (here: typeof one) => new Set((await here.all('contactPoint')).map(({ addressHash: hash }) => hash));
    const there = await hashes(other);
    expect([...(await hashes(one))].filter((hash) => there.has(hash))).toEqual([]);
  });

  it('leaves behind what the reader was promised to find', async () => {
    const here = await desk('Example Lender');
    const rows = [{ ...NORA, nationalId: 'X1', currency: 'USD' }, ...OTHERS];
    const files = [
      file(...rows),
      file(
        { ...NORA, nationalId: 'X1', lastName: 'Whitfield-Okafor', note: 'new name' },
        ...OTHERS.map((row) => ({ ...row, email: 'ben@example.com' })),
      ),
      file({ accountRef: 'B-1', closureReason: 'sold', firstName: '', total: '', phone1: '' }, NORA, { ...NORA, accountRef: 'A-2' }),
    ];
    let model = NOTHING_KNOWN;
    for (const next of files) {
      expect(await here.place(next)).toMatchObject({ outcome: 'imported' });
      model = knownAfter(model, readPlacement({ ...next, receivedOn: '2026-11-03', known: model }));
      const stored = await here.known();
      expect(stored.names).toEqual(model.names);
      expect(new Map([...stored.accounts].sort())).toEqual(new Map([...model.accounts].sort()));
    }
  });
});

describe('people of a placement', () => {
  it('are reached by phones whose first zone is the one of their state', async () => {
    const here = await desk('Example Lender');
    await here.place(file({ ...NORA, phone1: '602-555-0133', phone2: '518-555-0141;ext=7', email: 'nora@example.com' }, ...OTHERS));
    const [party] = (await here.all('party')).filter(({ name }) => name === 'Nora Whitfield');
    const points = (await here.all('contactPoint'))
      .filter(({ partyId }) => partyId === party?.id)
      .sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime());
    expect(points.map(({ value, zones }) => [value, zones])).toEqual([
      ['+16025550133', ['America/New_York', 'America/Phoenix']],
      ['nora@example.com', ['America/New_York']],
    ]);
    expect(points[0]?.addressHash).toBe(addressHash(database.secret, here.tenantId, '+16025550133'));
  });

  it('share a case over accounts and placements; who owes with them does not open one', async () => {
    const here = await desk('Example Lender');
    const second = { party2FirstName: 'Andre', party2LastName: 'Duarte', party2Role: 'co-debtor', party2Phone: '404-555-0191' };
    await here.place(file({ ...NORA, ...second }, { ...NORA, accountRef: 'A-2', total: '20.00' }, ...OTHERS));
    expect(await here.all('collectionCase')).toHaveLength(3);
    expect((await here.all('caseState')).map(({ balanceMinor }) => balanceMinor).sort((a, b) => a - b)).toEqual([5000, 5000, 12000]);
    expect(await here.place(file({ ...NORA, accountRef: 'A-3' }, ...OTHERS))).toMatchObject({
      report: { cases: { opened: 0, joined: 1 } },
    });
    const accounts = await here.all('account');
    expect(new Set(accounts.filter(({ accountRef }) => accountRef.startsWith('A')).map(({ caseId }) => caseId)).size).toBe(1);
    const added = (await here.all('inbox')).filter(({ type }) => type === 'AccountAdded');
    expect(added.map(({ body }) => body)).toEqual([
      { type: 'AccountAdded', accountId: accounts.find(({ accountRef }) => accountRef === 'A-3')?.id },
    ]);
    const andre = (await here.all('party')).find(({ name }) => name === 'Andre Duarte');
    expect((await here.all('contactPoint')).filter(({ partyId }) => partyId === andre?.id).map(({ zones }) => zones)).toEqual([
      ['America/New_York'],
    ]);
  });

  it('who are only named beside the debt get no way to be reached', async () => {
    const here = await desk('Example Lender');
    await here.place(file({ ...NORA, referenceName: 'Ruth Vale', referencePhone: '518-555-0177' }, ...OTHERS));
    const ruth = (await here.all('party')).find(({ name }) => name === 'Ruth Vale');
    expect((await here.all('partyRole')).find(({ partyId }) => partyId === ruth?.id)?.role).toBe('reference');
    expect((await here.all('contactPoint')).filter(({ partyId }) => partyId === ruth?.id)).toEqual([]);
    await here.place(file({ ...NORA, referenceName: 'Ruth Vale', total: '90.00' }, ...OTHERS));
    expect((await here.all('party')).filter(({ name }) => name === 'Ruth Vale')).toHaveLength(1);
  });

  it('are one person over two creditors of a tenant, and two over two tenants', async () => {
    const here = await desk('Example Lender');
    const otherCreditor = crypto.randomUUID();
    await here.read(async (tx) => {
      const [{ id } = { id: '' }] = await tx.select({ id: tables.playbook.id }).from(tables.playbook);
      await tx.insert(tables.creditor).values({
        id: otherCreditor,
        tenantId: here.tenantId,
        name: 'Second Lender',
        collector: 'first_party',
        creditorType: 'bank',
        playbookId: id,
      });
    });
    const upload = file(NORA, ...OTHERS);
    await here.place(upload);
    await importPlacement(
      deps(),
      { ...here.caller, creditorIds: [otherCreditor] },
      { ...upload, fileName: 'b.csv', creditorId: otherCreditor, mapping: { ...upload.mapping, creditors: ['Second Lender'] } },
    );
    const noras = (await here.all('party')).filter(({ name }) => name === 'Nora Whitfield');
    expect(noras).toHaveLength(2);
    expect(new Set(noras.map(({ personId }) => personId)).size).toBe(1);
    const bens = (await here.all('party')).filter(({ name }) => name === 'Ben Lone 0');
    expect(new Set(bens.map(({ personId }) => personId)).size).toBe(2);
  });
});

describe('a later file', () => {
  it('corrects a balance by an entry and tells the case', async () => {
    const here = await desk('Example Lender');
    await here.place(file(NORA, ...OTHERS));
    await here.place(file({ ...NORA, total: '110.00' }, ...OTHERS));
    const [account] = (await here.all('account')).filter(({ accountRef }) => accountRef === 'A-1');
    expect(account).toMatchObject({ balanceMinor: 11000, principalMinor: 11000 });
    const entries = (await here.all('ledgerEntry')).filter(({ accountId }) => accountId === account?.id).sort((a, b) => a.seq - b.seq);
    expect(entries.map(({ seq, kind, amountMinor }) => [seq, kind, amountMinor])).toEqual([
      [1, 'placement', 10000],
      [2, 'correction', 1000],
    ]);
    const told = (await here.all('inbox')).filter(({ type }) => type === 'BalanceCorrected');
    expect(told.map(({ caseId, body }) => [caseId, body])).toEqual([
      [account?.caseId, { type: 'BalanceCorrected', accountId: account?.id, entryId: entries[1]?.id }],
    ]);
  });

  it('closes and recalls accounts under the case’s lock, and says which', async () => {
    const here = await desk('Example Lender');
    await here.place(file(NORA, ...OTHERS));
    const closing = (accountRef: string, closureReason: string): Cells => ({
      accountRef,
      closureReason,
      firstName: '',
      phone1: '',
      total: '',
    });
    await here.place(file(closing('A-1', 'recalled'), closing('B-1', 'sold'), ...OTHERS.slice(1)));
    const accounts = await here.all('account');
    expect(
      accounts.map(({ accountRef, status, closureReason, balanceMinor }) => [accountRef, status, closureReason, balanceMinor]).sort(),
    ).toEqual([
      ['A-1', 'recalled', 'recalled', 10000],
      ['B-1', 'closed', 'sold', 5000],
      ['B-2', 'open', null, 5000],
    ]);
    const told = (await here.all('inbox')).filter(({ type }) => type.startsWith('Account'));
    expect(told.map(({ type }) => type).sort()).toEqual(['AccountClosed', 'AccountRecalled']);
  });

  it('waits for a contact under way before it closes that account', async () => {
    const here = await desk('Example Lender');
    await here.place(file(NORA, ...OTHERS));
    const [account] = (await here.all('account')).filter(({ accountRef }) => accountRef === 'A-1');
    let closed = false;
    const closing = await here.read(async (tx) => {
      await tx.execute(
        sql`select pg_advisory_xact_lock(hashtextextended(current_setting('app.tenant') || ${`case:${account?.caseId}`}, 0))`,
      );
      const under = here
        .place(file({ accountRef: 'A-1', closureReason: 'recalled', firstName: '', phone1: '', total: '' }, ...OTHERS))
        .then(() => (closed = true));
      await new Promise((resolve) => setTimeout(resolve, 300));
      expect(closed).toBe(false);
      return { under };
    });
    await closing.under;
    expect(closed).toBe(true);
  });

  it('records consents once, and takes back what stood at yes and now says no', async () => {
    const here = await desk('Example Lender');
    const yes = { ...NORA, consentSms: 'yes', consentCall: 'yes', consentOn: '2024-03-08', consentSource: 'application' };
    await here.place(file(yes, ...OTHERS.map((row) => ({ ...row, consentSms: 'no' }))));
    await here.place(file({ ...yes, total: '99.00' }, ...OTHERS));
    const events = async () => (await here.all('consentEvent')).map(({ type, change }) => `${type} ${change}`).sort();
    expect(await events()).toEqual(['electronic_contact given', 'tcpa_prior_express given']);
    expect((await here.all('consentEvent'))[0]).toMatchObject({ source: 'application', occurredAt: new Date('2024-03-08T00:00:00Z') });
    await here.place(file({ ...NORA, consentSms: 'no', consentCall: 'yes' }, ...OTHERS));
    expect(await events()).toEqual(['electronic_contact given', 'electronic_contact revoked', 'tcpa_prior_express given']);
  });

  it('undoes no opt-out and no wrong number', async () => {
    const here = await desk('Example Lender');
    await here.place(file(NORA, ...OTHERS));
    const [point] = (await here.all('contactPoint')).filter(({ value }) => value === '+15185550141');
    await here.read((tx) =>
      tx
        .update(tables.contactPoint)
        .set({ state: 'wrong-person' })
        .where(eq(tables.contactPoint.id, point?.id ?? '')),
    );
    await here.place(file({ ...NORA, consentSms: 'yes', total: '77.00', phone1Type: 'mobile' }, ...OTHERS));
    const after = await here.read((tx) =>
      tx
        .select()
        .from(tables.contactPoint)
        .where(and(eq(tables.contactPoint.id, point?.id ?? ''))),
    );
    expect(after[0]).toMatchObject({ state: 'wrong-person', phoneType: 'mobile' });
  });
});
