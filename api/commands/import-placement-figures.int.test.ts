import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { knownAfter, NOTHING_KNOWN } from '#domain/intake/known.ts';
import { readPlacement } from '#domain/intake/read-placement.ts';
import { expectedOf, mappingOf, type Stored } from '#domain/intake/testing/expected.ts';
import { FIRST_PLAYBOOK } from '#domain/playbook/first-playbook.ts';
import { asTenant, connect, type Connection } from '#db/client.ts';
import { storedAccounts } from '#db/queries/placements.ts';
import { roleUrl } from '#db/roles.ts';
import { creditor, playbook, tenant } from '#db/schema/index.ts';
import { importPlacement } from '#api/commands/import-placement.ts';
import { knownFrom } from '#api/commands/import-placement-known.ts';
import { freshDatabase, type TestDatabase } from '#test/database.ts';

let database: TestDatabase;
let app: Connection;
let owner: Connection;
beforeAll(async () => {
  database = await freshDatabase();
  [app, owner] = [connect(roleUrl(database.url, 'app', database.secret), 2), connect(roleUrl(database.url, 'owner', database.secret), 2)];
});
afterAll(async () => {
  await Promise.all([app.end(), owner.end()]);
  await database.drop();
});

const fixtures = (path: string) => readFileSync(join(import.meta.dirname, '../../domain/intake/fixtures', path));

/** A file, its mapping and what its import leaves behind. All as UTF-8: rows mean the same in any encoding. */
function fixture(name: string) {
  const { input, after, rows, effect } = expectedOf(fixtures, `${name}.expected.json`);
  const mapping = mappingOf(fixtures, input.mapping);
  const bytes = new TextEncoder().encode(new TextDecoder(mapping.encoding).decode(fixtures(input.file)));
  return {
    upload: { bytes, mapping: { ...mapping, encoding: 'utf-8' as const }, receivedOn: input.receivedOn, fileName: input.file },
    after,
    rows,
    effect,
  };
}

/** People who owe or owe with somebody, their addresses, third parties, and what is open, as the tables have it. */
const STORED = sql`
  with owing as (select distinct p.id, p.person_id from party p join party_role r on r.party_id = p.id where r.role <> 'reference')
  select (select count(*)::int from account) as accounts,
    (select count(*)::int from account where status = 'open') as "openAccounts",
    (select count(distinct person_id)::int from owing) as people,
    (select count(*)::int from contact_point where kind = 'phone') as phone,
    (select count(*)::int from contact_point where kind = 'email') as email,
    (select count(*)::int from party_role where role = 'reference') as "references",
    (select json_object_agg(currency, minor) from (select currency, sum(balance_minor) as minor from account where status = 'open' group by 1) b) as balances`;

async function storedIn(tenantId: string): Promise<Stored> {
  const [row] = await asTenant(owner.db, tenantId, (tx) => tx.execute(STORED));
  const { phone, email, balances, ...rest } = row as Record<string, never>;
  return { ...rest, contactPoints: { phone, email }, balanceMinor: balances } as unknown as Stored;
}

it.each([[['us-cards']], [['cn-consumer']], [['mx-loans-messy']], [['uk-redelivery', 'uk-redelivery-2']]])(
  'leaves behind of %s what was counted by hand, and what the reader’s own model says',
  async (names) => {
    const [tenantId, creditorId, playbookId] = [crypto.randomUUID(), crypto.randomUUID(), crypto.randomUUID()];
    const creditorName = fixture(names[0] ?? '').upload.mapping.creditors[0] ?? '';
    await asTenant(owner.db, tenantId, async (tx) => {
      await tx.insert(tenant).values({ id: tenantId, name: 'Desk', sandbox: true, country: 'US' });
      await tx.insert(playbook).values({ id: playbookId, tenantId, key: 'k', version: 1, body: FIRST_PLAYBOOK });
      await tx
        .insert(creditor)
        .values({ id: creditorId, tenantId, name: creditorName, collector: 'first_party', creditorType: 'bank', playbookId });
    });
    let model = NOTHING_KNOWN;
    for (const name of names) {
      const { upload, after, rows, effect } = fixture(name);
      const answer = await importPlacement(
        { app: app.db, secret: database.secret, now: Date.now },
        { tenantId, creditorIds: [creditorId], actor: 'test' },
        { ...upload, creditorId },
      );
      expect(answer).toMatchObject({ outcome: 'imported', report: { rows, effect } });
      expect(await storedIn(tenantId)).toEqual(after);
      model = knownAfter(model, readPlacement({ ...upload, known: model }));
      const stored = await asTenant(owner.db, tenantId, async (tx) =>
        knownFrom(await storedAccounts(tx, creditorId), { secret: database.secret, tenantId }),
      );
      expect(stored.accounts.names).toEqual(model.names);
      expect(stored.accounts.accounts).toEqual(model.accounts);
    }
  },
);
