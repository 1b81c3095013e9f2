import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { localTime, localWeekday } from '#domain/time/local.ts';
import { asCreditors, asTenant, connect, type Connection } from '#db/client.ts';
import { loadPacks } from '#db/queries/gate-packs.ts';
import { loadAnchors } from '#db/queries/case-facts.ts';
import { addressHash } from '#db/hashing.ts';
import { accountsAt } from '#db/queries/accounts.ts';
import { roleUrl } from '#db/roles.ts';
import { open } from '#db/seal.ts';
import * as tables from '#db/schema/index.ts';
import { createAuth } from '#api/auth.ts';
import { hashOfKey } from '#api/api-key.ts';
import { accountOf } from '#sandbox/carrier/account.ts';
import tour from '../examples/tour.json' with { type: 'json' };
import { DEMO_PASSWORD, NORTHQUAY, sandboxKey, WESTHAVEN } from '#cli/demo/cast.ts';
import { seedTenant } from '#cli/demo/tenants.ts';
import { seedDemo } from '#cli/seed.ts';
import { freshDatabase, type TestDatabase } from '#test/database.ts';

let database: TestDatabase;
let owner: Connection;
let app: Connection;
let auth: Connection;
const sandboxUrl = 'http://127.0.0.1:4410';
const said: string[] = [];
const seed = () => seedDemo({ database: database.url, secret: database.secret, sandboxUrl, says: (text) => said.push(text) });
const northquay = { tenantId: NORTHQUAY.id, creditorIds: NORTHQUAY.creditors.map(({ id }) => id) };

beforeAll(async () => {
  database = await freshDatabase();
  const as = (role: 'owner' | 'app' | 'auth') => connect(roleUrl(database.url, role, database.secret), 2);
  [owner, app, auth] = [as('owner'), as('app'), as('auth')];
  // A start that was killed after its first step.
  await seedTenant({ owner: owner.db, secret: database.secret, sandboxUrl, now: Date.now() }, NORTHQUAY);
  expect(await seed()).toBe(true);
});
afterAll(async () => {
  await Promise.all([owner.end(), app.end(), auth.end()]);
  await database.drop();
});

it('goes on where a start was cut short, and does nothing once it is done', async () => {
  expect(said).toHaveLength(1);
  expect(await seed()).toBe(true);
  expect(said).toHaveLength(1);
  const counts = await asCreditors(app.db, northquay, async (tx) => [
    (await tx.select().from(tables.account)).length,
    (await tx.select().from(tables.placement)).length,
  ]);
  expect(counts).toEqual([162, 2]);
});

it('leaves a database alone that has tenants of its own', async () => {
  const other = await freshDatabase();
  const theirs = connect(roleUrl(other.url, 'owner', other.secret), 1);
  const id = crypto.randomUUID();
  await asTenant(theirs.db, id, (tx) => tx.insert(tables.tenant).values({ id, name: 'Real', sandbox: false, country: 'US' }));
  expect(await seedDemo({ database: other.url, secret: other.secret, sandboxUrl, says: () => undefined })).toBe(false);
  await theirs.end();
  await other.drop();
});

it('starts its calendar on a Tuesday at nine in New York, at a day a minute', async () => {
  const [anchor, ...others] = await asTenant(owner.db, NORTHQUAY.id, loadAnchors);
  expect(others).toEqual([]);
  const at = anchor?.tenant ?? 0;
  expect([localWeekday(at, 'America/New_York'), localTime(at, 'America/New_York'), anchor?.rate]).toEqual(['tue', '09:00:00', 1440]);
});

it('binds its tenant by the signed house hours and by a cap of its own', async () => {
  const packs = await asTenant(owner.db, NORTHQUAY.id, loadPacks);
  const rules = packs.select('US-NY', 'sms')?.rules ?? [];
  expect(rules.map(({ rule }) => rule.id)).toEqual(expect.arrayContaining(['HOUSE-TIME-1', 'TENANT-CAP-WEEK']));
  const holidays = await asTenant(owner.db, NORTHQUAY.id, (tx) => tx.select().from(tables.holiday));
  expect(holidays.map(({ day }) => day)).toEqual(expect.arrayContaining(['2026-11-26', '2027-07-05', '2028-12-25']));
});

it('opens cases of the tour’s debtors before all others, reachable at their phones', async () => {
  const first = await asCreditors(app.db, northquay, (tx) =>
    tx
      .select({ ref: tables.account.accountRef, position: tables.inbox.position })
      .from(tables.inbox)
      .innerJoin(tables.account, eq(tables.account.caseId, tables.inbox.caseId))
      .orderBy(tables.inbox.position)
      .limit(3),
  );
  expect(first.map(({ ref }) => ref)).toEqual(tour.map(({ accountRef }) => accountRef));
  for (const { phone, accountRef, creditor } of tour) {
    const found = await asCreditors(app.db, northquay, (tx) => accountsAt(tx, addressHash(database.secret, NORTHQUAY.id, phone), 20));
    expect(found.map(({ account, creditor: name }) => [account.accountRef, name])).toEqual([[accountRef, creditor]]);
  }
});

it('keeps the carrier’s token sealed, and of the sandbox’s key a hash', async () => {
  const [account] = await asTenant(owner.db, NORTHQUAY.id, (tx) => tx.select().from(tables.providerAccount));
  expect(account?.sealedToken).not.toContain(accountOf(database.secret).authToken);
  expect(open(database.secret, account?.sealedToken ?? '', NORTHQUAY.providerAccountId)).toBe(accountOf(database.secret).authToken);
  const keys = await auth.db.select().from(tables.apiKey);
  expect(keys.map(({ hash, scopes }) => [hash, scopes])).toEqual([
    [hashOfKey(sandboxKey(database.secret)), ['accounts:find', 'payments:write']],
  ]);
});

it('lets everybody in by their password, with their role and their creditors', async () => {
  const signIn = createAuth(auth.db, { origin: 'http://127.0.0.1:4400', secret: database.secret });
  for (const { email, name } of [...NORTHQUAY.members, ...WESTHAVEN.members]) {
    const { user } = await signIn.api.signInEmail({ body: { email, password: DEMO_PASSWORD } });
    expect(user.name).toBe(name);
  }
  const ibrahim = NORTHQUAY.members.find(({ name }) => name === 'Ibrahim Sesay');
  const grants = await auth.db
    .select()
    .from(tables.creditorGrant)
    .where(eq(tables.creditorGrant.userId, ibrahim?.id ?? ''));
  expect(grants.map(({ creditorId }) => creditorId)).toEqual([
    NORTHQUAY.creditors.find(({ name }) => name === 'Harbor Example Lending')?.id,
  ]);
});

it('gives the second tenant a creditor and no case, and nothing of the first', async () => {
  const scope = { tenantId: WESTHAVEN.id, creditorIds: [...WESTHAVEN.creditors, ...NORTHQUAY.creditors].map(({ id }) => id) };
  const seen = await asCreditors(app.db, scope, async (tx) => [
    (await tx.select().from(tables.collectionCase)).length,
    (await tx.select().from(tables.account)).length,
    ...(await tx.select().from(tables.creditor)).map(({ name }) => name),
  ]);
  expect(seen).toEqual([0, 0, 'Lakeview Example Credit Union']);
});
