import { eq, sql } from 'drizzle-orm';
import { ApplicationFailure } from '@temporalio/activity';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { SWITCHED_OFF } from '#domain/contact/switched-off.ts';
import { NotSent, type StatusReported } from '#activities/channels/provider.ts';
import { contact } from '#activities/contact.ts';
import { enterSubmitting } from '#activities/enter-submitting.ts';
import { reserve } from '#activities/reserve.ts';
import { ingestWebhooks } from '#api/commands/ingest-webhooks.ts';
import type { Transaction } from '#db/client.ts';
import { caseLock, lockKeys } from '#db/queries/gate-locks.ts';
import { attemptsLeftWithoutAllow } from '#db/queries/invariants.ts';
import { seal } from '#db/seal.ts';
import {
  account,
  caseState,
  caseStep,
  contactPoint,
  creditor,
  gateVerdict,
  hold,
  killSwitch,
  latch,
  message,
  party,
  providerAccount,
  sender,
  template,
  tenant,
  tenantRule,
} from '#db/schema/index.ts';
import { startActivities, watched, type Bench } from '#test/activities.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await startActivities();
});
afterAll(() => bench?.stop());
beforeEach(() => {
  bench.carrier.reset();
  bench.clock.ahead = 0;
});

type Planned = Awaited<ReturnType<Bench['planned']>>;
const endsOf = async (caseId: string) => (await bench.inputs(caseId)).map(({ body }) => body).filter(({ type }) => type === 'AttemptEnded');
const verdictsOf = (attemptId: string) =>
  bench.read((tx) => tx.select().from(gateVerdict).where(eq(gateVerdict.attemptId, attemptId)).orderBy(gateVerdict.recordedAt));
const webhook = (event: StatusReported) =>
  ingestWebhooks({ ingest: bench.roles.ingest, secret: bench.secret, now: bench.deps.now }, bench.world.tenantId, [
    { providerAccountId: bench.world.providerAccountId, event },
  ]);
const retryable = (failure: unknown) => failure instanceof ApplicationFailure && !failure.nonRetryable;

describe('one text', () => {
  it('leaves once, by the way its step names, with a stored allow', async () => {
    const { caseId, stepId, phone } = await bench.planned();
    await bench.contact(caseId, stepId);
    expect(bench.carrier.calls).toEqual([
      expect.objectContaining({
        attemptId: stepId,
        to: phone,
        from: bench.world.senderNumber,
        text: expect.stringContaining('Michelle') as string,
      }),
    ]);
    expect(await bench.attempt(stepId)).toMatchObject({ status: 'submitted', providerMessageId: 'SM-1' });
    expect((await bench.told(stepId)).map(({ status }) => status)).toEqual(['reserved', 'submitting', 'submitted']);
    expect((await verdictsOf(stepId)).map(({ decision }) => decision)).toEqual(['allow']);
    expect(await bench.step(stepId)).toMatchObject({ status: 'done' });
  });

  it('is no second text when its step runs again, and again ten times at once', async () => {
    const { caseId, stepId } = await bench.planned();
    await bench.contact(caseId, stepId);
    await bench.contact(caseId, stepId);
    await Promise.all(Array.from({ length: 10 }, () => bench.contact(caseId, stepId)));
    expect(bench.carrier.calls).toHaveLength(1);
  });

  it('is one text when ten runs of its step start at once; the others look again later', async () => {
    const { caseId, stepId } = await bench.planned();
    let release = () => {};
    const held = new Promise<void>((resolve) => (release = resolve));
    bench.carrier.answer = async () => {
      await held;
      return { outcome: 'submitted', providerMessageId: 'SM-held', status: 'submitted' };
    };
    // All but the winner find it under way, some of them before the winner has called.
    const settled = Promise.allSettled(Array.from({ length: 10 }, () => bench.contact(caseId, stepId)));
    await expect.poll(() => bench.carrier.calls.length, { timeout: 10_000 }).toBe(1);
    setTimeout(release, 300);
    const outcomes = await settled;
    expect(outcomes.filter(({ status }) => status === 'fulfilled').length).toBeGreaterThanOrEqual(1);
    for (const outcome of outcomes) if (outcome.status === 'rejected') expect(retryable(outcome.reason)).toBe(true);
    expect(bench.carrier.calls).toHaveLength(1);
    expect(await bench.attempt(stepId)).toMatchObject({ status: 'submitted', providerMessageId: 'SM-held' });
  });
});

describe('what stops a contact after it was reserved', () => {
  type Stop = {
    name: string;
    rule: string | undefined;
    locks: (at: Planned) => string[];
    write: (tx: Transaction, at: Planned) => Promise<unknown>;
  };
  const scope = (caseId: string) => ({ tenantId: bench.world.tenantId, creditorId: bench.world.creditorId, caseId });
  const off = (what: Partial<typeof killSwitch.$inferInsert>) => async (tx: Transaction) =>
    tx.insert(killSwitch).values({ id: crypto.randomUUID(), tenantId: bench.world.tenantId, because: 'test', offBy: 'dana', ...what });
  const STOPS: Stop[] = [
    {
      name: 'a hold',
      rule: 'HOLD',
      locks: ({ caseId }) => [caseLock(caseId)],
      write: (tx, { caseId }) =>
        tx.insert(hold).values({ ...scope(caseId), id: crypto.randomUUID(), kind: 'manual', because: 'ill', placedBy: 'dana' }),
    },
    {
      name: 'an opt-out of the person, at another number',
      rule: 'OPTED-OUT',
      locks: ({ personId }) => [`person:${personId}`, 'address:elsewhere'],
      write: (tx, { personId }) =>
        tx.insert(latch).values({
          id: crypto.randomUUID(),
          tenantId: bench.world.tenantId,
          personId,
          channel: 'sms',
          addressHash: 'elsewhere',
          evidence: 'webhook:1',
        }),
    },
    {
      name: 'an opt-out at the number, by somebody else',
      rule: 'OPTED-OUT',
      locks: ({ phone }) => [`address:${bench.hashOf(phone)}`],
      write: async (tx, { phone }) => {
        const other = await bench.world.placeCase();
        return tx.insert(latch).values({
          id: crypto.randomUUID(),
          tenantId: bench.world.tenantId,
          personId: other.personId,
          channel: 'sms',
          addressHash: bench.hashOf(phone),
          evidence: 'webhook:2',
        });
      },
    },
    {
      name: 'the recall of its account',
      rule: 'NO-OPEN-ACCOUNT',
      locks: ({ caseId }) => [caseLock(caseId)],
      write: (tx, { accountId }) => tx.update(account).set({ status: 'recalled' }).where(eq(account.id, accountId)),
    },
    {
      name: 'the last payment',
      rule: 'ZERO-BALANCE',
      locks: ({ caseId }) => [caseLock(caseId)],
      write: (tx, { accountId }) => tx.update(account).set({ balanceMinor: 0 }).where(eq(account.id, accountId)),
    },
    {
      name: 'the closure of the case',
      rule: 'CASE-CLOSED',
      locks: ({ caseId }) => [caseLock(caseId)],
      write: (tx, { caseId }) => tx.update(caseState).set({ open: false }).where(eq(caseState.caseId, caseId)),
    },
    { name: "the tenant's switch", rule: 'SWITCHED-OFF', locks: ({ caseId }) => [caseLock(caseId)], write: off({}) },
    {
      name: "the creditor's switch",
      rule: 'SWITCHED-OFF',
      locks: ({ caseId }) => [caseLock(caseId)],
      write: (tx) => off({ creditorId: bench.world.creditorId })(tx),
    },
    { name: "the channel's switch", rule: 'SWITCHED-OFF', locks: ({ caseId }) => [caseLock(caseId)], write: off({ channel: 'sms' }) },
    { name: "the provider's switch", rule: 'SWITCHED-OFF', locks: ({ caseId }) => [caseLock(caseId)], write: off({ provider: 'twilio' }) },
    {
      name: 'a number found to be somebody else’s',
      rule: 'ADDRESS-NOT-THEIRS',
      locks: ({ caseId }) => [caseLock(caseId)],
      write: (tx, { contactPointId }) => tx.update(contactPoint).set({ state: 'wrong-person' }).where(eq(contactPoint.id, contactPointId)),
    },
    {
      name: 'a raised generation',
      rule: undefined,
      locks: () => [], // whoever raises it locks its row and nothing else
      write: (tx, { caseId }) => tx.update(caseState).set({ epoch: 2 }).where(eq(caseState.caseId, caseId)),
    },
    {
      name: 'the cancelling of its step',
      rule: undefined,
      locks: () => [],
      write: (tx, { stepId }) => tx.update(caseStep).set({ status: 'cancelled' }).where(eq(caseStep.id, stepId)),
    },
  ];
  beforeEach(() => bench.read((tx) => tx.update(killSwitch).set({ onAt: new Date() })));

  async function expectStopped(stop: Stop, { caseId, stepId }: Planned): Promise<void> {
    expect(bench.carrier.callsFor(stepId)).toBe(0);
    const statuses = (await bench.told(stepId)).map(({ status }) => status);
    expect(statuses).not.toContain('submitting');
    if (!stop.rule) return expect(statuses).toEqual(['reserved']);
    expect(await bench.attempt(stepId)).toMatchObject({ status: 'suppressed', refusal: stop.rule });
    // A switch is lifted some day, and looked at again until then; the other stops end this try for good.
    const again = stop.rule === SWITCHED_OFF && { notBefore: expect.any(Number) as number };
    expect(await endsOf(caseId)).toEqual([
      { type: 'AttemptEnded', attemptId: stepId, status: 'suppressed', refusal: { rule: stop.rule, ...again } },
    ]);
    expect(await bench.step(stepId)).toMatchObject({ status: 'done', outcome: { status: 'suppressed', rule: stop.rule } });
  }

  it.each(STOPS)('$name, committed before it is sent', async (stop) => {
    const planned = await bench.planned();
    expect(await reserve(bench.deps, planned.run, planned.stepId, 'sms')).toBe('reserved');
    await bench.read((tx) => stop.write(tx, planned));
    await bench.contact(planned.caseId, planned.stepId);
    await expectStopped(stop, planned);
  });

  it.each(STOPS)('$name, committed while the last look waits for its locks', async (stop) => {
    const planned = await bench.planned();
    expect(await reserve(bench.deps, planned.run, planned.stepId, 'sms')).toBe('reserved');
    let entering: Promise<unknown> = Promise.resolve();
    await bench.read(async (tx) => {
      if (stop.locks(planned).length > 0) await lockKeys(tx, stop.locks(planned));
      await stop.write(tx, planned);
      entering = enterSubmitting(bench.deps, planned.run, planned.stepId, 'sms');
      await bench.someoneWaits();
    });
    expect(await entering).toBe('over');
    await expectStopped(stop, planned);
  });

  it('and what is lifted in time stops nothing', async () => {
    const { caseId, stepId } = await bench.planned();
    const placed = { id: crypto.randomUUID(), kind: 'manual', because: '', placedBy: 'dana' } as const;
    await bench.read(async (tx) => {
      await tx.insert(hold).values({ ...scope(caseId), ...placed, releasedAt: new Date(), releasedBy: 'dana' });
      await tx.insert(hold).values({ ...scope(caseId), ...placed, id: crypto.randomUUID(), until: new Date('2026-11-03T00:00:00Z') });
      await tx.insert(killSwitch).values({
        id: crypto.randomUUID(),
        tenantId: bench.world.tenantId,
        because: 'test',
        offBy: 'dana',
        onAt: new Date(),
        onBy: 'dana',
      });
    });
    await bench.contact(caseId, stepId);
    expect(await bench.attempt(stepId)).toMatchObject({ status: 'submitted' });
  });
});

describe('what the carrier says', () => {
  it('a connection never made is a failure, tried again in half an hour of the calendar', async () => {
    const { caseId, stepId } = await bench.planned();
    bench.carrier.answer = () => Promise.reject(new NotSent('no connection'));
    await bench.contact(caseId, stepId);
    expect(await bench.attempt(stepId)).toMatchObject({ status: 'failed', refusal: 'PROVIDER-UNREACHABLE' });
    const [end] = await endsOf(caseId);
    expect(end).toMatchObject({ status: 'failed', refusal: { rule: 'PROVIDER-UNREACHABLE', notBefore: expect.any(Number) as number } });
    const next = await bench.decide(caseId);
    expect(next.wakeAt).toBeGreaterThan(Date.now() + 29 * 60_000);
    expect(next.wakeAt).toBeLessThan(Date.now() + 31 * 60_000);
  });

  it('a proven refusal is a failure for good: the case turns to the next way', async () => {
    const { caseId, stepId } = await bench.planned();
    bench.carrier.answer = () => Promise.resolve({ outcome: 'refused', code: '21211', reason: 'not a number' });
    await bench.contact(caseId, stepId);
    expect(await bench.attempt(stepId)).toMatchObject({ status: 'failed', refusal: 'PROVIDER-21211' });
    expect(await endsOf(caseId)).toEqual([
      { type: 'AttemptEnded', attemptId: stepId, status: 'failed', refusal: { rule: 'PROVIDER-21211' } },
    ]);
  });

  it('nothing leaves it submitting until the lease is over, then unknown: told once, never sent again', async () => {
    const { caseId, stepId } = await bench.planned();
    bench.carrier.answer = () => Promise.reject(new Error('socket hang up'));
    await expect(bench.contact(caseId, stepId)).rejects.toSatisfy(retryable);
    expect(await bench.attempt(stepId)).toMatchObject({ status: 'submitting' });
    await expect(bench.contact(caseId, stepId)).rejects.toSatisfy(retryable);
    expect(await endsOf(caseId)).toEqual([]);
    bench.clock.ahead = bench.deps.patience.submitLeaseMs + 1000;
    await Promise.all([bench.contact(caseId, stepId), bench.contact(caseId, stepId), bench.contact(caseId, stepId)]);
    await bench.contact(caseId, stepId);
    expect(await bench.attempt(stepId)).toMatchObject({ status: 'unknown' });
    expect((await bench.told(stepId)).map(({ status }) => status)).toEqual(['reserved', 'submitting', 'unknown']);
    expect(await endsOf(caseId)).toEqual([{ type: 'AttemptEnded', attemptId: stepId, status: 'unknown' }]);
    expect(bench.carrier.calls).toHaveLength(1);
  });

  it('a late word raises unknown to delivered, and tells the case nothing new', async () => {
    const { caseId, stepId } = await bench.planned();
    bench.carrier.answer = () => Promise.reject(new Error('socket hang up'));
    await expect(bench.contact(caseId, stepId)).rejects.toSatisfy(retryable);
    bench.clock.ahead = bench.deps.patience.submitLeaseMs + 1000;
    await bench.contact(caseId, stepId);
    const said = {
      kind: 'status',
      dedupeKey: 'late',
      attemptId: stepId,
      providerMessageId: 'SM-late',
      status: 'delivered',
      left: true,
    } as const;
    await webhook(said);
    expect(await bench.attempt(stepId)).toMatchObject({ status: 'delivered', providerMessageId: 'SM-late' });
    expect(await endsOf(caseId)).toHaveLength(1);
  });

  it('a webhook that overtakes the answer ends the attempt, and the answer takes nothing back', async () => {
    const { caseId, stepId } = await bench.planned();
    bench.carrier.answer = async () => {
      const said = {
        kind: 'status',
        dedupeKey: stepId,
        attemptId: stepId,
        providerMessageId: 'SM-fast',
        status: 'delivered',
        left: true,
      } as const;
      await webhook(said);
      return { outcome: 'submitted', providerMessageId: 'SM-fast', status: 'submitted' };
    };
    await bench.contact(caseId, stepId);
    expect(await bench.attempt(stepId)).toMatchObject({ status: 'delivered' });
    expect(await endsOf(caseId)).toHaveLength(1);
    expect(await bench.step(stepId)).toMatchObject({ status: 'done' });
  });

  it('is held on to while the database blinks', async () => {
    const { caseId, stepId } = await bench.planned();
    let cut = true;
    const flaky = watched(bench.roleUrl('gate'), (statement) => {
      if (bench.carrier.calls.length > 0 && cut && statement.includes('"attempt_event"')) {
        cut = false;
        throw Object.assign(new Error('terminated'), { code: '57P01' });
      }
    });
    await contact({ ...bench.deps, gate: flaky.db }, bench.runOf(caseId), stepId, 'sms');
    await flaky.end();
    expect(cut).toBe(false);
    expect(await bench.attempt(stepId)).toMatchObject({ status: 'submitted' });
    expect(bench.carrier.calls).toHaveLength(1);
  });
});

describe('the rules', () => {
  it('are asked again when their answer is older than a minute, and the attempt counts from then', async () => {
    const { caseId, stepId, run } = await bench.planned();
    await reserve(bench.deps, run, stepId, 'sms');
    const before = await bench.attempt(stepId);
    bench.clock.ahead = 61_000;
    await bench.contact(caseId, stepId);
    expect((await verdictsOf(stepId)).map(({ decision }) => decision)).toEqual(['allow', 'allow']);
    const after = await bench.attempt(stepId);
    expect(after?.verdictId).not.toBe(before?.verdictId);
    expect(after?.occurredAt.getTime()).toBeGreaterThan(before?.occurredAt.getTime() ?? Infinity);
  });

  it('asked again may say no: the attempt ends there, with the moment from which it may be tried', async () => {
    const { caseId, stepId, run } = await bench.planned();
    await reserve(bench.deps, run, stepId, 'sms');
    const rule = {
      id: 'TENANT-NIGHT',
      title: 'Nights only',
      params: {
        type: 'weekly_window',
        tz_policy: 'all',
        windows: Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((day) => [day, [['22:00', '23:00']]])),
        holiday_windows: null,
        consent_override: null,
      },
    };
    await bench.read((tx) => tx.insert(tenantRule).values({ tenantId: bench.world.tenantId, ruleId: rule.id, rule, addedBy: 'dana' }));
    bench.clock.ahead = 61_000;
    await bench.contact(caseId, stepId);
    await bench.read((tx) => tx.update(tenantRule).set({ retiredAt: new Date() }));
    expect(await bench.attempt(stepId)).toMatchObject({ status: 'suppressed', refusal: 'TENANT-NIGHT' });
    expect((await verdictsOf(stepId)).map(({ decision }) => decision)).toEqual(['allow', 'delay']);
    expect(await endsOf(caseId)).toEqual([
      expect.objectContaining({ refusal: { rule: 'TENANT-NIGHT', notBefore: Date.parse('2026-11-04T03:00:00Z') } }),
    ]);
  });
});

describe('suppressed by name', () => {
  const cases: [string, (tx: Transaction, at: Planned) => Promise<unknown>, (tx: Transaction, at: Planned) => Promise<unknown>][] = [
    ['NO-SENDER', (tx) => tx.update(sender).set({ channel: 'fax' }), (tx) => tx.update(sender).set({ channel: 'sms' })],
    ['SANDBOX-ONLY', (tx) => tx.update(providerAccount).set({ sandbox: 'no' }), (tx) => tx.update(providerAccount).set({ sandbox: 'yes' })],
    ['SANDBOX-ONLY', (tx) => tx.update(tenant).set({ sandbox: false }), (tx) => tx.update(tenant).set({ sandbox: true })],
    [
      'ADDRESS-GONE',
      (tx, { stepId }) =>
        tx
          .update(caseStep)
          .set({ body: sql`${caseStep.body} || jsonb_build_object('contactPointId', gen_random_uuid())` })
          .where(eq(caseStep.id, stepId)),
      () => Promise.resolve(),
    ],
    [
      'PF-SMS-1',
      (tx) => tx.update(creditor).set({ collector: 'third_party' }),
      (tx) => tx.update(creditor).set({ collector: 'first_party' }),
    ],
    ['NO-PACK', (tx, { partyId }) => tx.update(party).set({ address: {} }).where(eq(party.id, partyId)), () => Promise.resolve()],
  ];
  it.each(cases)('%s', async (rule, bring, undo) => {
    const planned = await bench.planned();
    await bench.read((tx) => bring(tx, planned));
    await bench.contact(planned.caseId, planned.stepId);
    await bench.read((tx) => undo(tx, planned));
    expect(await bench.attempt(planned.stepId)).toMatchObject({ status: 'suppressed', refusal: rule });
    expect(bench.carrier.calls).toHaveLength(0);
    const [verdict] = await verdictsOf(planned.stepId);
    expect(verdict).toMatchObject({ decision: 'deny', rule });
  });
});

it('a template that is missing fails for good, and a person gets the case', async () => {
  const { caseId, stepId, run } = await bench.planned();
  await bench.read((tx) =>
    tx
      .update(caseStep)
      .set({ body: sql`${caseStep.body} || '{"template":"none"}'::jsonb` })
      .where(eq(caseStep.id, stepId)),
  );
  const failure = await bench.contact(caseId, stepId).catch((error: unknown) => error);
  expect(failure).toMatchObject({ nonRetryable: true, type: 'template-missing' });
  expect(await bench.attempt(stepId)).toBeUndefined();
  await bench.activities.cases.recordFailure(run, stepId, 'template-missing');
  await bench.activities.cases.recordFailure(run, stepId, 'template-missing');
  const next = await bench.decide(caseId);
  expect(next.steps).toEqual([expect.objectContaining({ type: 'offerHandoff' })]);
  expect((await bench.events(caseId)).map(({ type }) => type).filter((type) => type === 'StepGaveUp')).toHaveLength(1);
  expect((await bench.state(caseId))?.stage).toBe('with-person');
});

it('a machine that stops for a moment while it fills a template does not give the step up', async () => {
  const { caseId, stepId } = await bench.planned();
  let now = performance.now();
  const slow = vi.spyOn(performance, 'now').mockImplementation(() => (now += 250));
  onTestFinished(() => slow.mockRestore());
  await bench.contact(caseId, stepId);
  expect(await bench.attempt(stepId)).toMatchObject({ status: 'submitted' });
});

it('a template without end is given up, and holds nobody else up', async () => {
  const { caseId, stepId } = await bench.planned();
  const [kept] = await bench.read((tx) => tx.select().from(template));
  const endless = '{% for i in (1..100000) %}{% for j in (1..100000) %}{% endfor %}{% endfor %}';
  await bench.read((tx) => tx.update(template).set({ text: endless }));
  onTestFinished(async () => void (await bench.read((tx) => tx.update(template).set({ text: kept?.text }))));
  expect(await bench.contact(caseId, stepId).catch((error: unknown) => error)).toMatchObject({
    nonRetryable: true,
    type: 'template-unfilled',
  });
});

it('goes by the account that its sender has when it leaves', async () => {
  const { caseId, stepId, run } = await bench.planned();
  await reserve(bench.deps, run, stepId, 'sms');
  const [old] = await bench.read((tx) => tx.select().from(providerAccount));
  const moved = crypto.randomUUID();
  await bench.read(async (tx) => {
    if (old) await tx.insert(providerAccount).values({ ...old, id: moved, sealedToken: seal(bench.secret, 'another token', moved) });
    await tx.update(sender).set({ providerAccountId: moved });
  });
  await bench.contact(caseId, stepId);
  await bench.read((tx) => tx.update(sender).set({ providerAccountId: bench.world.providerAccountId }));
  expect(await bench.attempt(stepId)).toMatchObject({ status: 'submitted', providerAccountId: moved });
  expect(bench.carrier.calls[0]?.statusCallback).toContain(moved);
});

describe('a crash', () => {
  class Crash extends Error {}
  /** Contact on a gate that dies at the nth statement; then the clock runs past the lease and it runs again until it is over. */
  async function crashAt(fails: (statement: number) => void): Promise<{ ended: Planned; crashed: boolean; statements: number }> {
    const planned = await bench.planned();
    let statements = 0;
    const dying = watched(bench.roleUrl('gate'), () => fails(++statements));
    let crashed = false;
    await contact({ ...bench.deps, gate: dying.db }, planned.run, planned.stepId, 'sms').catch((error: unknown) => {
      crashed = true;
      return error;
    });
    await dying.end();
    bench.clock.ahead = bench.deps.patience.submitLeaseMs + 1000;
    await bench.contact(planned.caseId, planned.stepId);
    bench.clock.ahead = 0;
    return { ended: planned, crashed, statements };
  }

  it('between any two lines leads to the same end: one effect at most, its step over, its case told', async () => {
    const { statements } = await crashAt(() => {});
    expect(statements).toBeGreaterThan(20);
    const seen = new Set<string>();
    for (let n = 1; n <= statements; n++) {
      const { ended, crashed } = await crashAt((statement) => {
        if (statement === n) throw new Crash(`at statement ${n}`);
      });
      expect(crashed).toBe(true);
      const attempt = await bench.attempt(ended.stepId);
      const calls = bench.carrier.callsFor(ended.stepId);
      const unknown = attempt?.status === 'unknown';
      seen.add(String(attempt?.status));
      expect({ n, calls, status: attempt?.status }).toEqual({ n, calls: 1, status: unknown ? 'unknown' : 'submitted' });
      expect(await bench.step(ended.stepId)).toMatchObject({ status: 'done' });
      expect(await endsOf(ended.caseId)).toHaveLength(unknown ? 1 : 0);
    }
    // Only a crash between the carrier's answer and its record leaves an unknown.
    expect([...seen].sort()).toEqual(['submitted', 'unknown']);
  }, 120_000);

  it('after a commit, before the carrier is called, leaves an unknown that was never sent', async () => {
    const { stepId, run, caseId } = await bench.planned();
    await reserve(bench.deps, run, stepId, 'sms');
    await enterSubmitting(bench.deps, run, stepId, 'sms');
    bench.clock.ahead = bench.deps.patience.submitLeaseMs + 1000;
    await bench.contact(caseId, stepId);
    expect(await bench.attempt(stepId)).toMatchObject({ status: 'unknown' });
    expect(bench.carrier.callsFor(stepId)).toBe(0);
  });
});

it('every attempt that left has a stored allow', async () => {
  expect(await bench.read((tx) => attemptsLeftWithoutAllow(tx))).toEqual([]);
});

it('says no name, number or word in verdicts, events, inputs, steps or changes', async () => {
  const rows = await bench.read(async (tx) =>
    Promise.all(
      ['gate_verdict', 'attempt_event', 'attempt', 'inbox', 'case_event', 'case_step', 'change', 'case_state'].map(async (table) =>
        (await tx.execute<{ row: string }>(sql`select t::text as row from ${sql.identifier(table)} t`)).map(({ row }) => row),
      ),
    ),
  );
  const told = rows.flat().join('\n');
  const sent = await bench.read((tx) => tx.select().from(message));
  expect(sent.length).toBeGreaterThan(5);
  for (const secret of ['Michelle', 'Roberts', 'Reply with', '+1212', ...sent.map(({ address }) => address.slice(2))])
    expect(told).not.toContain(secret);
});
