import { setTimeout as pause } from 'node:timers/promises';
import { and, eq, inArray, isNotNull, isNull, sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { verifyChains } from '#db/verify-chains.ts';
import { account, attempt, caseState, caseStep, gateVerdict, inbox, ledgerEntry, message } from '#db/schema/index.ts';
import { mulberry } from '#sandbox/random.ts';
import { insist, startInstallation, type Installation } from '#test/drill/installation.ts';
import { startTraffic, type Acknowledged } from '#test/drill/traffic.ts';

const KILLS = Number(process.env['C1_KILLS'] ?? (process.env['C1_LONG'] ? 300 : 30));
const SEED = Number(process.env['C1_DRILL_SEED'] ?? 20261125);
const PARTS = ['worker', 'worker', 'api', 'relay', 'postgres', 'temporal'] as const;

let installation: Installation;
let acknowledged: Acknowledged;
let inFlight = 0;
type Effects = { messages: { attemptId?: string }[]; attempts: Record<string, number>; webhooksOwed: number };
let effects: Effects;

const submitting = () =>
  installation.read(async (tx) =>
    (await tx.select({ id: attempt.id }).from(attempt).where(eq(attempt.status, 'submitting'))).map(({ id }) => id),
  );

beforeAll(
  async () => {
    const random = mulberry(SEED);
    installation = await startInstallation();
    const { stack, control } = installation;
    await control('POST', '/webhooks', { late: { min: 0, max: 1500 }, twice: 0.2, shuffle: 0.3, seed: SEED });
    const traffic = startTraffic(installation, random);
    acknowledged = traffic.acknowledged;
    for (let kill = 0; kill < KILLS; kill++) {
      const part = PARTS[Math.floor(random() * PARTS.length)] ?? 'worker';
      await pause(random() * 1500);
      stack.kill(part);
      await pause(50);
      await stack.ready(part === 'worker' ? 'postgres' : part);
      inFlight += (await submitting()).length;
      await stack.ready(part);
    }
    await traffic.stop();
    await control('POST', '/webhooks', { late: { min: 0, max: 0 }, twice: 0, shuffle: 0, seed: SEED });
    await quiet();
  },
  KILLS * 25_000 + 600_000,
);
afterAll(() => installation?.stop(), 60_000);

/** Until nothing is under way any more: no input untaken, no step pending, no attempt on its way, no webhook owed. */
async function quiet(): Promise<void> {
  const left = () =>
    installation.read(async (tx) => ({
      untaken: (
        await tx
          .select({ id: inbox.id })
          .from(inbox)
          .where(and(isNull(inbox.takenAt), isNull(inbox.parkedAt)))
      ).length,
      pending: (await tx.select({ id: caseStep.id }).from(caseStep).where(eq(caseStep.status, 'pending'))).length,
      onTheirWay: (
        await tx
          .select({ id: attempt.id })
          .from(attempt)
          .where(inArray(attempt.status, ['reserved', 'submitting']))
      ).length,
      owed: ((await installation.control('GET', '/messages')) as Effects).webhooksOwed,
    }));
  await insist(async () => {
    const still = await left();
    if (Object.values(still).some((count) => count > 0)) throw new Error(`still under way: ${JSON.stringify(still)}`);
  }, 300_000);
  effects = (await installation.control('GET', '/messages')) as Effects;
}

it(`has worked at all while ${KILLS} times a part was killed`, () => {
  expect(effects.messages.length).toBeGreaterThan(KILLS / 3);
  expect(acknowledged.accounts.size).toBeGreaterThan(10);
  expect(acknowledged.texts.length).toBeGreaterThan(3);
});

it('has no attempt with two effects at the carrier', () => {
  expect(Object.entries(effects.attempts).filter(([, times]) => times !== 1)).toEqual([]);
});

it('knows every effect as an attempt the gate allowed', async () => {
  const known = await installation.read((tx) =>
    tx
      .select({ id: attempt.id, status: attempt.status, decision: gateVerdict.decision })
      .from(attempt)
      .leftJoin(gateVerdict, eq(gateVerdict.id, attempt.verdictId))
      .where(isNotNull(attempt.verdictId)),
  );
  const byId = new Map(known.map((row) => [row.id, row]));
  const wrong = effects.messages.filter(({ attemptId }) => byId.get(attemptId ?? '')?.decision !== 'allow');
  expect(wrong).toEqual([]);
  const unaccounted = effects.messages.filter(({ attemptId }) =>
    ['suppressed', 'cancelled', 'failed', 'reserved'].includes(byId.get(attemptId ?? '')?.status ?? 'missing'),
  );
  expect(unaccounted).toEqual([]);
});

it('has lost no acknowledged placement, payment, request or text, and doubled none', async () => {
  const rows = await installation.read(async (tx) => ({
    accounts: (await tx.select({ ref: account.accountRef }).from(account)).map(({ ref }) => ref),
    payments: (await tx.select({ id: ledgerEntry.externalId }).from(ledgerEntry).where(eq(ledgerEntry.kind, 'payment'))).map(
      ({ id }) => id,
    ),
    texts: (await tx.select({ text: message.text }).from(message).where(eq(message.direction, 'in'))).map(({ text }) => text),
    requests: (await tx.select({ id: inbox.id }).from(inbox).where(isNotNull(inbox.answer))).map(({ id }) => id),
  }));
  expect(rows.accounts.sort()).toEqual([...acknowledged.accounts.keys()].sort());
  expect(rows.payments.sort()).toEqual([...acknowledged.payments.keys()].sort());
  expect(rows.texts.sort()).toEqual([...acknowledged.texts].sort());
  expect(rows.requests).toEqual(expect.arrayContaining(acknowledged.holds));
});

it('leaves no open case without a wake, and parks nothing', async () => {
  const rows = await installation.read(async (tx) => ({
    sleeping: await tx
      .select({ id: caseState.caseId })
      .from(caseState)
      .where(and(eq(caseState.open, true), isNull(caseState.wakeAt))),
    parked: await tx.select({ type: inbox.type, error: inbox.error }).from(inbox).where(isNotNull(inbox.parkedAt)),
  }));
  expect(rows).toEqual({ sleeping: [], parked: [] });
});

it('calls no more attempts unknown than were in flight at a kill', async () => {
  const unknown = await installation.read((tx) => tx.select({ id: attempt.id }).from(attempt).where(eq(attempt.status, 'unknown')));
  expect(unknown.length).toBeLessThanOrEqual(inFlight);
});

it('has no gap, fork or changed byte in its chains, and balances that are the sum of their ledger', async () => {
  expect(await installation.read((tx) => verifyChains(tx))).toEqual([]);
  const off = await installation.read((tx) =>
    tx
      .select({ ref: account.accountRef })
      .from(account)
      .where(sql`${account.balanceMinor} <> (select sum(amount_minor) from ledger_entry l where l.account_id = ${account.id})`),
  );
  expect(off).toEqual([]);
});
