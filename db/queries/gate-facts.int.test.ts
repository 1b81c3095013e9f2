import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { askGate, lockContact, type GateAnswer } from '#activities/gate.ts';
import { asTenant } from '#db/client.ts';
import {
  attempt,
  consentEvent,
  contactPoint,
  gateVerdict,
  holiday,
  latch,
  message,
  party,
  partyRole,
  person,
  policySignature,
  tenantRule,
} from '#db/schema/index.ts';
import type { AttemptStatus } from '#domain/contact/attempt-status.ts';
import { startActivities, type Bench } from '#test/activities.ts';
import { addCreditor, placeAt } from '#test/second-creditor.ts';
import { TUESDAY_MORNING, type PlacedCase } from '#test/world.ts';

const DAY_MS = 86_400_000;
let bench: Bench;
let other: { creditorId: string; playbookId: string };
beforeAll(async () => {
  bench = await startActivities();
  other = await addCreditor(bench.world, { queue: 'late' });
});
afterAll(() => bench?.stop());

/** The gate's answer about a text now, with everything it read. */
const ask = ({ caseId, partyId, contactPointId }: PlacedCase): Promise<GateAnswer> =>
  asTenant(bench.roles.gate, bench.world.tenantId, async (tx) =>
    askGate(tx, await lockContact(tx, { caseId, partyId, contactPointId, channel: 'sms' }), bench.deps.now()),
  );
const spoke = ({ verdict }: GateAnswer, rule: string) => verdict?.spoke.find((opinion) => opinion.rule === rule);

let attempts = 0;
/** An attempt of the past, as its row says. */
const tried = (
  placed: PlacedCase,
  {
    status = 'delivered',
    ago = DAY_MS,
    creditorId = bench.world.creditorId,
    ...more
  }: Partial<typeof attempt.$inferInsert> & { status?: AttemptStatus; ago?: number } = {},
) =>
  bench.read((tx) =>
    tx.insert(attempt).values({
      id: `${placed.caseId}:1:0:${++attempts}`,
      tenantId: bench.world.tenantId,
      creditorId,
      caseId: placed.caseId,
      partyId: placed.partyId,
      personId: placed.personId,
      contactPointId: placed.contactPointId,
      addressHash: bench.hashOf(placed.phone),
      role: 'debtor',
      channel: 'sms',
      provider: 'twilio',
      debts: [placed.accountId],
      status,
      occurredAt: new Date(TUESDAY_MORNING - ago),
      ...more,
    }),
  );

type Applies = Record<string, readonly string[]>;
async function addRule(
  id: string,
  { limit, per, applies = {} }: { limit: number; per: readonly string[]; applies?: Applies },
): Promise<void> {
  const params = { type: 'count', limit, per, window: { unit: 'local_days', length: 7 }, count_outcomes: 'any', exclude_when: [] };
  const rule = { id, title: id, applies, params };
  await bench.read((tx) => tx.insert(tenantRule).values({ tenantId: bench.world.tenantId, ruleId: id, rule, addedBy: 'dana' }));
}
/** A rule is retired, never deleted: each test adds rules of other names. */
const noRules = () => bench.read((tx) => tx.update(tenantRule).set({ retiredAt: new Date() }));
beforeEach(noRules);

describe('a cap of three a week on a person', () => {
  beforeEach(() => addRule(`TENANT-PERSON-${++attempts}`, { limit: 3, per: ['person'] }));

  it('counts over the creditors of the tenant, without saying whose', async () => {
    const here = await bench.world.placeCase();
    const there = await placeAt(bench.world, other, here);
    await tried(here);
    await tried(here, { ago: 2 * DAY_MS });
    expect(await ask(here)).toMatchObject({ decision: 'allow' });
    await tried(there, { creditorId: other.creditorId });
    expect(await ask(here)).toMatchObject({ decision: 'delay' });
    expect(await ask(there)).toMatchObject({ decision: 'delay' });
  });

  it('frees a place on the day the oldest leaves the week, in the debtor’s zone', async () => {
    const here = await bench.world.placeCase();
    for (const ago of [1, 2, 6]) await tried(here, { ago: ago * DAY_MS });
    // Wednesday the 4th, 00:00 in New York: the attempt of Wednesday the 28th is then seven local days away.
    expect((await ask(here)).notBefore).toBe(Date.parse('2026-11-04T05:00:00Z'));
  });

  it.each<[AttemptStatus, boolean]>([
    ['reserved', true],
    ['submitting', true],
    ['unknown', true],
    ['submitted', true],
    ['sent', true],
    ['undelivered', true],
    ['read', true],
    ['failed', false],
    ['suppressed', false],
    ['cancelled', false],
  ])('an attempt that is %s counts: %s', async (status, counts) => {
    const here = await bench.world.placeCase();
    await tried(here);
    await tried(here);
    await tried(here, { status });
    expect((await ask(here)).decision).toBe(counts ? 'delay' : 'allow');
  });

  it('lets exactly three of four texts to one person go, asked for at once in four cases', async () => {
    const first = await bench.world.placeCase();
    const cases = [first, ...(await Promise.all([1, 2, 3].map(() => placeAt(bench.world, other, first))))];
    const planned = [];
    for (const placed of cases) planned.push({ ...placed, stepId: await bench.dueStep(placed.caseId) });
    await Promise.all(planned.map(({ caseId, stepId }) => bench.contact(caseId, stepId)));
    const statuses = await Promise.all(planned.map(async ({ stepId }) => (await bench.attempt(stepId))?.status));
    expect(statuses.sort()).toEqual(['submitted', 'submitted', 'submitted', 'suppressed']);
    expect(bench.carrier.calls.length).toBe(3);
  });
});

describe('keys of counting', () => {
  it('a cap on a number counts whoever was texted there', async () => {
    await addRule(`TENANT-ADDRESS-${++attempts}`, { limit: 1, per: ['address'] });
    const here = await bench.world.placeCase();
    const neighbour = await bench.world.placeCase({ phone: here.phone });
    await tried(neighbour);
    expect((await ask(here)).decision).toBe('delay');
  });

  it('a cap on a debtor’s group counts texts to the guarantor of another case of that debtor', async () => {
    await addRule(`TENANT-GROUP-${++attempts}`, { limit: 1, per: ['person_group'] });
    const here = await bench.world.placeCase();
    const there = await placeAt(bench.world, other, here);
    const guarantor = await bench.world.placeCase();
    await tried(there, {
      personId: guarantor.personId,
      addressHash: bench.hashOf(guarantor.phone),
      role: 'guarantor',
      creditorId: other.creditorId,
    });
    expect((await ask(here)).decision).toBe('delay');
    // The guarantor's own debts are another group.
    expect((await ask(guarantor)).decision).toBe('allow');
  });

  it('a cap on a person and a creditor tells creditors apart', async () => {
    await addRule(`TENANT-CREDITOR-${++attempts}`, { limit: 2, per: ['person', 'creditor'] });
    const here = await bench.world.placeCase();
    const there = await placeAt(bench.world, other, here);
    for (let n = 0; n < 2; n++) await tried(there, { creditorId: other.creditorId });
    expect((await ask(here)).decision).toBe('allow');
    expect((await ask(there)).decision).toBe('delay');
  });

  it('a cap on a creditor alone counts everybody there', async () => {
    const alone = await addCreditor(bench.world);
    await addRule(`TENANT-WHOLE-${++attempts}`, { limit: 2, per: ['creditor'], applies: { creditors: [alone.creditorId] } });
    const [one, two] = [await bench.world.placeCase(), await bench.world.placeCase()];
    const [there, later] = [await placeAt(bench.world, alone, one), await placeAt(bench.world, alone, two)];
    await tried(there, { creditorId: alone.creditorId });
    expect((await ask(later)).decision).toBe('allow');
    await tried(there, { creditorId: alone.creditorId });
    expect((await ask(later)).decision).toBe('delay');
    expect((await ask(two)).decision).toBe('allow');
  });

  it('a cap of one creditor binds there alone', async () => {
    await addRule(`TENANT-ONE-${++attempts}`, { limit: 1, per: ['person'], applies: { creditors: [other.creditorId] } });
    const here = await bench.world.placeCase();
    const there = await placeAt(bench.world, other, here);
    await tried(here);
    expect((await ask(there)).decision).toBe('allow');
    await tried(there, { creditorId: other.creditorId });
    expect((await ask(there)).decision).toBe('delay');
    expect((await ask(here)).decision).toBe('allow');
  });

  it('a cap of a queue counts what left from that queue: the playbook a case follows', async () => {
    await addRule(`TENANT-QUEUE-${++attempts}`, { limit: 1, per: ['person'], applies: { queues: ['late'] } });
    const early = await bench.world.placeCase();
    const late = await placeAt(bench.world, other, early);
    await tried(early);
    expect((await ask(late)).decision).toBe('allow');
    await tried(late, { creditorId: other.creditorId });
    expect((await ask(late)).decision).toBe('delay');
    expect((await ask(early)).decision).toBe('allow');
  });

  it('a cap of a channel leaves the others alone', async () => {
    await addRule(`TENANT-CHANNEL-${++attempts}`, { limit: 1, per: ['person'], applies: { channels: ['email'] } });
    const here = await bench.world.placeCase();
    await tried(here);
    expect((await ask(here)).decision).toBe('allow');
  });

  it('a role on a debt that is over makes nobody the debtor of another', async () => {
    const here = await bench.world.placeCase();
    const closed = await placeAt(bench.world, { creditorId: bench.world.creditorId, playbookId: bench.world.playbookId }, here);
    // The person owed an account of this case, which is closed, and stands surety for the one that is open.
    await bench.read(async (tx) => {
      await tx.execute(sql`update account set case_id = ${here.caseId}, status = 'closed' where id = ${closed.accountId}`);
      await tx.insert(partyRole).values({
        tenantId: bench.world.tenantId,
        creditorId: bench.world.creditorId,
        accountId: closed.accountId,
        partyId: here.partyId,
        role: 'debtor',
      });
      await tx.update(partyRole).set({ role: 'guarantor' }).where(eq(partyRole.accountId, here.accountId));
    });
    expect((await ask(here)).facts?.attempt).toMatchObject({ to: 'guarantor', debts: [here.accountId] });
  });
});

describe('consents', () => {
  const newYorkCity = async () => {
    const placed = await bench.world.placeCase();
    await bench.read((tx) =>
      tx
        .update(party)
        .set({ address: { country: 'US', region: 'NY', city: 'New York' } })
        .where(eq(party.id, placed.partyId)),
    );
    return placed;
  };
  const consent = (placed: PlacedCase, change: 'given' | 'revoked', at: number, more: Partial<typeof consentEvent.$inferInsert> = {}) =>
    bench.read((tx) =>
      tx.insert(consentEvent).values({
        id: crypto.randomUUID(),
        tenantId: bench.world.tenantId,
        creditorId: bench.world.creditorId,
        personId: placed.personId,
        type: 'electronic_contact',
        change,
        occurredAt: new Date(TUESDAY_MORNING + at),
        source: 'test',
        ...more,
      }),
    );

  it('New York City lets nobody be texted who has not agreed to it, and says which rule', async () => {
    const placed = await newYorkCity();
    const denied = await ask(placed);
    expect(denied).toMatchObject({ decision: 'deny', rule: 'NYC-CONSENT-1' });
    expect(denied.facts?.jurisdiction).toBe('US-NY-NYC');
    await consent(placed, 'given', -DAY_MS);
    expect(await ask(placed)).toMatchObject({ decision: 'allow' });
    await consent(placed, 'revoked', -1000);
    expect(await ask(placed)).toMatchObject({ decision: 'deny', rule: 'NYC-CONSENT-1' });
    await consent(placed, 'given', -500);
    expect(await ask(placed)).toMatchObject({ decision: 'allow' });
  });

  it('a consent of the future, of another creditor’s, or withdrawn at the same instant is none', async () => {
    const placed = await newYorkCity();
    await consent(placed, 'given', 30 * DAY_MS);
    await consent(placed, 'given', -DAY_MS, { creditorId: other.creditorId });
    await consent(placed, 'revoked', -2 * DAY_MS);
    await consent(placed, 'given', -2 * DAY_MS);
    expect(await ask(placed)).toMatchObject({ decision: 'deny', rule: 'NYC-CONSENT-1' });
  });

  it('a withdrawal without an address ends the consent for each address', async () => {
    const placed = await newYorkCity();
    await consent(placed, 'given', -2 * DAY_MS, { addressHash: bench.hashOf(placed.phone) });
    expect(await ask(placed)).toMatchObject({ decision: 'allow' });
    await consent(placed, 'revoked', -DAY_MS);
    expect(await ask(placed)).toMatchObject({ decision: 'deny', rule: 'NYC-CONSENT-1' });
  });
});

describe('facts that are not known deny by their name', () => {
  const sign = (ruleId: string) =>
    bench.read((tx) =>
      tx.insert(policySignature).values({ tenantId: bench.world.tenantId, ruleId, signedBy: 'dana', note: 'test' }).onConflictDoNothing(),
    );

  it('the house hours bind only a tenant that signed for them', async () => {
    const placed = await bench.world.placeCase();
    expect(spoke(await ask(placed), 'HOUSE-TIME-1')).toBeUndefined();
    await sign('HOUSE-TIME-1');
    expect(spoke(await ask(placed), 'HOUSE-TIME-1')).toMatchObject({ says: 'pass' });
  });

  it('a zone', async () => {
    await sign('HOUSE-TIME-1');
    const placed = await bench.world.placeCase({ zones: [] });
    expect(await ask(placed)).toMatchObject({ decision: 'deny', rule: 'HOUSE-TIME-1', verdict: { missing: ['zone'] } });
  });

  it('a calendar of holidays: none loaded is not a country without any', async () => {
    await sign('HOUSE-TIME-1');
    const placed = await bench.world.placeCase();
    await bench.read((tx) => tx.update(holiday).set({ country: 'XX' }));
    const answer = await ask(placed);
    await bench.read((tx) => tx.update(holiday).set({ country: 'US' }));
    expect(answer).toMatchObject({ decision: 'deny', rule: 'HOUSE-TIME-1', verdict: { missing: ['holidays'] } });
  });

  it('a holiday and a Sunday wait for the next morning in every zone of the debtor', async () => {
    await sign('HOUSE-TIME-1');
    const placed = await bench.world.placeCase({ zones: ['America/New_York', 'America/Los_Angeles'] });
    expect((await ask(placed)).facts?.zones.map(({ tz }) => tz)).toEqual(['America/New_York', 'America/Los_Angeles']);
    // 09:30 in New York is 06:30 in Los Angeles.
    expect(await ask(placed)).toMatchObject({ decision: 'delay', notBefore: Date.parse('2026-11-03T16:00:00Z') });
    await bench.read((tx) =>
      tx.insert(holiday).values({ tenantId: bench.world.tenantId, country: 'US', day: '2026-11-03', name: 'Election Day' }),
    );
    expect(await ask(placed)).toMatchObject({ decision: 'delay', notBefore: Date.parse('2026-11-04T16:00:00Z') });
  });

  it('a rule in force that this release cannot read stands and denies', async () => {
    const placed = await bench.world.placeCase();
    const rule = { id: 'TENANT-NEWER', title: 'Of a newer release', params: { type: 'moon_phase' } };
    await bench.read((tx) => tx.insert(tenantRule).values({ tenantId: bench.world.tenantId, ruleId: rule.id, rule, addedBy: 'dana' }));
    const answer = await ask(placed);
    expect(answer).toMatchObject({ decision: 'deny', rule: 'TENANT-NEWER' });
    expect(spoke(answer, 'TENANT-NEWER')).toMatchObject({ reason: 'evaluator-missing' });
  });
});

describe('what the gate read', () => {
  it('is kept with the verdict: facts, what was counted with its outcome, packs and the code', async () => {
    await addRule(`TENANT-KEPT-${++attempts}`, { limit: 5, per: ['person'] });
    const placed = await bench.world.placeCase();
    await tried(placed, { status: 'unknown' });
    const stepId = await bench.dueStep(placed.caseId);
    bench.carrier.reset();
    await bench.contact(placed.caseId, stepId);
    const [row] = await bench.read((tx) => tx.select().from(gateVerdict).where(eq(gateVerdict.attemptId, stepId)));
    expect(row).toMatchObject({ gateHash: 'gate', packs: expect.stringContaining('US@') as string });
    const counted = (row?.verdict['spoke'] as { rule: string; counted?: unknown }[]).find(({ rule }) => rule.startsWith('TENANT-KEPT'));
    expect(counted?.counted).toEqual([{ id: expect.any(String) as string, outcome: 'pending' }]);
    expect(row?.facts).toMatchObject({ history: [{ queue: 'early-sms', outcome: 'pending', personId: placed.personId }] });
  });

  it('is kept as well when a stop spoke before any rule', async () => {
    const placed = await bench.world.placeCase();
    const stepId = await bench.dueStep(placed.caseId);
    await bench.read((tx) =>
      tx.insert(latch).values({
        id: crypto.randomUUID(),
        tenantId: bench.world.tenantId,
        personId: placed.personId,
        channel: 'sms',
        addressHash: bench.hashOf(placed.phone),
        evidence: 'webhook:1',
      }),
    );
    await bench.contact(placed.caseId, stepId);
    const [row] = await bench.read((tx) => tx.select().from(gateVerdict).where(eq(gateVerdict.attemptId, stepId)));
    expect(row).toMatchObject({ decision: 'deny', rule: 'OPTED-OUT', verdict: { stop: 'OPTED-OUT' } });
    expect(row?.facts).toMatchObject({ attempt: { personId: placed.personId, channel: 'sms' }, state: { stops: [{ channel: 'sms' }] } });
  });

  it('what the person wrote comes in with it, from any of their cases', async () => {
    const here = await bench.world.placeCase();
    const there = await placeAt(bench.world, other, here);
    const wrote = {
      tenantId: bench.world.tenantId,
      direction: 'in',
      channel: 'sms',
      address: here.phone,
      addressHash: bench.hashOf(here.phone),
    } as const;
    await bench.read((tx) =>
      tx.insert(message).values({
        ...wrote,
        id: crypto.randomUUID(),
        creditorId: other.creditorId,
        caseId: there.caseId,
        partyId: there.partyId,
        text: 'hello',
        occurredAt: new Date(TUESDAY_MORNING - 1000),
      }),
    );
    const { facts } = await ask(here);
    expect(facts?.history).toEqual([expect.objectContaining({ direction: 'in', outcome: 'received', personId: here.personId })]);
  });

  it('starts over when somebody was merged while it waited for its locks', async () => {
    const placed = await bench.world.placeCase();
    const merged = crypto.randomUUID();
    let answer: Promise<GateAnswer> | undefined;
    await bench.read(async (tx) => {
      await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${bench.world.tenantId + `person:${placed.personId}`}, 0))`);
      await tx.insert(person).values({ id: merged, tenantId: bench.world.tenantId, keyHash: merged });
      answer = ask(placed);
      await bench.someoneWaits();
      await tx.update(party).set({ personId: merged }).where(eq(party.id, placed.partyId));
    });
    expect((await answer)?.facts?.attempt.personId).toBe(merged);
  });
});

it('reads no zone of a number that is another person’s', async () => {
  const [one, two] = [await bench.world.placeCase(), await bench.world.placeCase({ zones: ['America/Denver'] })];
  expect((await ask(one)).facts?.zones.map(({ tz }) => tz)).toEqual(['America/New_York']);
  expect((await bench.read((tx) => tx.select().from(contactPoint).where(eq(contactPoint.partyId, two.partyId)))).length).toBe(1);
});
