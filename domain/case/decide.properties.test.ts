import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { isClosed, NEW_CASE, owes, type Case } from '#domain/case/case.ts';
import { decide } from '#domain/case/decide.ts';
import { evolve } from '#domain/case/evolve.ts';
import { explain, inWords } from '#domain/case/explain.ts';
import type { Facts } from '#domain/case/facts.ts';
import { nextWake } from '#domain/case/next-wake.ts';
import { ACCOUNTS, money, talk, type Told } from '#domain/case/testing/arbitraries.ts';
import { pays } from '#domain/case/testing/begun.ts';
import { account, facts, moment, person, phone, tell, TUESDAY } from '#domain/case/testing/given.ts';
import { play, type Played, type Scheduled } from '#domain/case/testing/play.ts';
import { afterEvents, beforeInput } from '#domain/case/testing/rows.ts';
import type { CaseEvent } from '#domain/case/vocabulary.ts';
import { DAY_MS, HOUR_MS } from '#domain/time/local.ts';

const DAYS = 40;
const RUNS = 40;
const people = [
  person('debtor', phone('mobile'), phone('other', { phoneType: 'other' })),
  person('co-debtor', phone('theirs', { zones: ['America/Los_Angeles'] })),
];
const accounts = ACCOUNTS.map((id, n) => account(id, 300_00 + n, n === 2 ? 'MXN' : 'USD'));
const rows = facts({ people, accounts });
const gate = fc.func(
  fc.constantFrom(
    undefined,
    undefined,
    { rule: 'NEVER' },
    { rule: 'LATER', notBefore: TUESDAY + 3 * DAY_MS },
    { rule: 'GONE', notBefore: TUESDAY },
  ),
);
const carrier = fc.func(
  fc.constantFrom<readonly { after: number; status: 'delivered' | 'undelivered' | 'unknown' }[]>(
    [{ after: 2000, status: 'delivered' }],
    [],
    [
      { after: 9000, status: 'unknown' },
      { after: HOUR_MS, status: 'delivered' },
    ],
    [{ after: 5000, status: 'undelivered' }],
  ),
);

/** Anything anybody may say, at any moment, some of it twice and out of order. */
const scheduled = (said: fc.Arbitrary<Told>): fc.Arbitrary<Scheduled[]> =>
  fc
    .array(fc.record({ at: fc.integer({ min: TUESDAY - HOUR_MS, max: TUESDAY + DAYS * DAY_MS }), body: said, again: fc.boolean() }), {
      maxLength: 40,
    })
    .map((list) =>
      list.flatMap(({ at, body, again }) =>
        again
          ? [
              { at, body },
              { at: at + HOUR_MS, body },
            ]
          : [{ at, body }],
      ),
    );
const anything = fc.oneof({ weight: 4, arbitrary: talk(TUESDAY) }, { weight: 1, arbitrary: money(TUESDAY) });
const lives = fc
  .record({ inputs: scheduled(anything), gate, carrier, rate: fc.constantFrom(1, 1440) })
  .map(({ rate, ...script }) => ({ ...script, anchors: [{ real: TUESDAY, tenant: TUESDAY, rate }] }));
const live = (script: Partial<Parameters<typeof play>[0]>): Played =>
  play({ facts: rows, from: TUESDAY, until: TUESDAY + DAYS * DAY_MS, ...script });
const planned = (event: CaseEvent) => event.type === 'AttemptPlanned';

describe('whatever happens to a case', () => {
  test.prop([lives], { numRuns: RUNS })('it has a wake while it is open, and waking always moves it on', (script) => {
    for (const { input, decision, before, wake } of live(script).decisions) {
      const after = 'events' in decision ? decision.events.reduce(evolve, before) : before;
      if (!isClosed(after)) expect(wake).toBeDefined();
      if (wake !== undefined && input.body.type === 'Woke') expect(wake).toBeGreaterThan(input.realAt);
    }
  });

  test.prop([lives], { numRuns: RUNS })('it never runs in circles: what it does in a day has a bound', (script) => {
    const { events } = live({ ...script, inputs: [] });
    const perDay = Map.groupBy(events, ({ at }) => Math.floor(at / DAY_MS));
    expect(Math.max(...[...perDay.values()].map((list) => list.length))).toBeLessThan(150);
  });

  test.prop([lives], { numRuns: RUNS })(
    'it plans a contact only when nothing stands against it, and never a second one beside it',
    (script) => {
      for (const { decision, before } of live(script).decisions) {
        if (!('events' in decision)) continue;
        decision.events.reduce((state: Case, event) => {
          if (planned(event)) {
            expect(isClosed(state) || !owes(state)).toBe(false);
            expect([state.handoff, state.promise, state.holds, state.attempts]).toEqual([undefined, undefined, [], []]);
          }
          const next = evolve(state, event);
          expect(next.attempts.length).toBeLessThanOrEqual(1);
          return next;
        }, before);
      }
    },
  );

  test.prop([lives], { numRuns: RUNS })('it writes nowhere that was opted out of or turned out to be somebody else’s', (script) => {
    let open: Facts = rows;
    for (const { decision, before, input } of live(script).decisions) {
      open = beforeInput(open, input.body);
      const wrong = new Set<string>();
      for (const event of 'events' in decision ? decision.events : []) {
        if (event.type === 'WrongPersonReported') wrong.add(event.contactPointId);
        if (event.type !== 'AttemptPlanned') continue;
        const point = open.people.flatMap(({ contactPoints }) => contactPoints).find(({ id }) => id === event.contactPointId);
        expect(point?.usable.sms && !wrong.has(event.contactPointId)).toBe(true);
      }
      if ('events' in decision) open = afterEvents(open, before, decision.events);
    }
  });

  test.prop([lives], { numRuns: RUNS })('every step carries an id of its own, and every attempt the id of its step', (script) => {
    const { steps, events } = live(script);
    const ids = steps.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const sent = steps.flatMap((step) => (step.type === 'sendSms' ? [step.id] : []));
    expect(events.flatMap((event) => (event.type === 'AttemptPlanned' ? [event.attemptId] : []))).toEqual(sent);
    const handoffs = events.flatMap((event) => (event.type === 'HandoffOffered' ? [event.handoffId] : []));
    expect(new Set(handoffs).size).toBe(handoffs.length);
  });

  test.prop([lives], { numRuns: RUNS })('its events fold to the state it carries, and the same life is lived the same again', (script) => {
    const once = live(script);
    expect(once.events.reduce(evolve, NEW_CASE)).toEqual(once.state);
    expect(live(script).events).toEqual(once.events);
  });

  test.prop([lives], { numRuns: RUNS })('the balances it knows are the ledger’s', (script) => {
    const { state, facts: ledger, decisions } = live(script);
    fc.pre(decisions.length > 0 && state.seq > 0);
    for (const { id, balanceMinor } of state.accounts) expect(balanceMinor).toBe(ledger.accounts.find((a) => a.id === id)?.balanceMinor);
    const recorded = decisions.flatMap(({ decision }) => ('events' in decision ? decision.events : []));
    for (const event of recorded) if (event.type === 'PromiseKept') expect(promiseIn(decisions, event.promiseId)).toBe(true);
  });

  test.prop([lives], { numRuns: RUNS })('once closed, only a new account opens it again', (script) => {
    for (const { decision, input } of live(script).decisions)
      if ('events' in decision && decision.events.some(({ type }) => type === 'CaseReopened')) expect(input.body.type).toBe('AccountAdded');
  });

  test.prop([lives], { numRuns: RUNS })('what it does next can be said, and says no moment that is none', (script) => {
    for (const { decision, before } of live(script).decisions) {
      const state = 'events' in decision ? decision.events.reduce(evolve, before) : before;
      const next = explain(state, rows);
      expect(inWords(next)).not.toContain('undefined');
      if (next.at !== undefined) expect(Number.isSafeInteger(next.at)).toBe(true);
    }
  });

  test.prop([lives], { numRuns: RUNS })('a message told twice is heard once', (script) => {
    for (const { decision, before, input } of live(script).decisions) {
      if (input.body.type !== 'MessageReceived' || !('events' in decision)) continue;
      const state = decision.events.reduce(evolve, before);
      expect(decide(state, { ...input, id: 'again' }, rows)).toEqual({ ignored: 'reply-already-recorded' });
    }
  });

  test.prop([lives, fc.nat(DAYS * DAY_MS)], { numRuns: RUNS })(
    'a dispute without an end is never left lying: in time it comes before people again',
    (script, after) => {
      const dispute: Scheduled = {
        at: TUESDAY + after,
        body: { type: 'PlaceHold', holdId: 'dispute', kind: 'dispute', by: 'ann', requestedAt: TUESDAY },
      };
      const { state, facts: known } = live({ ...script, inputs: [...script.inputs, dispute] });
      if (!state.holds.some(({ id }) => id === 'dispute') || state.promise || state.attempts.length > 0) return;
      const someday = { now: TUESDAY + 900 * DAY_MS, rows: { ...known, anchors: [] } };
      expect(tell(state, { type: 'Woke' }, someday).state.handoff).toBeDefined();
    },
  );
});

/** Whether the payments recorded since a promise was made reach it: nothing else keeps one. */
function promiseIn(decisions: Played['decisions'], promiseId: string): boolean {
  const events = decisions.flatMap(({ decision }) => ('events' in decision ? decision.events : []));
  const made = events.findIndex((event) => event.type === 'PromiseMade' && event.promiseId === promiseId);
  const kept = events.findIndex((event) => event.type === 'PromiseKept' && event.promiseId === promiseId);
  const promise = events[made];
  if (promise?.type !== 'PromiseMade') return false;
  const paid = events.slice(made, kept).filter((event) => event.type === 'PaymentRecorded' && event.currency === promise.currency);
  return paid.reduce((sum, event) => sum + (event.type === 'PaymentRecorded' ? event.amountMinor : 0), 0) >= promise.amountMinor;
}

describe('the state of a promise', () => {
  const promise = {
    type: 'RecordPromise' as const,
    amountMinor: 100_00,
    currency: 'USD',
    dueOn: '2026-12-01',
    by: 'ann',
    requestedAt: TUESDAY,
  };
  const payments = fc.array(
    fc.record({ amountMinor: fc.integer({ min: 1, max: 60_00 }), day: fc.integer({ min: 0, max: 12 }), late: fc.nat(3) }),
    { maxLength: 5 },
  );
  /** Neither money nor another promise, nor the end of an account. */
  const noise = scheduled(talk(TUESDAY)).map((list) =>
    list.map(({ at, body }): Scheduled => ({
      at,
      body: (state) => {
        const input = (body as Told)(state);
        const promises = input.type === 'RecordPromise' || (input.type === 'CompleteHandoff' && input.disposition === 'promise');
        return promises || (input.type === 'MessageReceived' && input.intent === 'promise') ? undefined : input;
      },
    })),
  );

  test.prop([payments, noise], { numRuns: RUNS })('follows from the payments alone, whatever else is said', (list, said) => {
    const money = list.map(({ amountMinor, day, late }, n): Scheduled => ({
      at: TUESDAY + (day + late) * DAY_MS + HOUR_MS,
      body: pays(amountMinor, { entryId: `e${n}`, occurredAt: TUESDAY + day * DAY_MS + HOUR_MS }),
    }));
    const stateAfter = (inputs: Scheduled[]) => {
      const { events } = live({ inputs: [{ at: TUESDAY + 1000, body: promise, id: 'promise' }, ...money, ...inputs] });
      return events.filter((event) => 'promiseId' in event && event.promiseId === 'promise').at(-1)?.type;
    };
    const due = moment('2026-12-02 00:00');
    const inTime = list.filter(({ day }) => TUESDAY + day * DAY_MS + HOUR_MS < due).reduce((sum, { amountMinor }) => sum + amountMinor, 0);
    const expected = inTime >= 100_00 ? 'PromiseKept' : 'PromiseBroken';
    expect(stateAfter([])).toBe(expected);
    expect(stateAfter(said)).toBe(expected);
  });
});

describe('thousands of inputs', () => {
  test.prop([fc.array(anything, { minLength: 1500, maxLength: 3000 }), fc.integer({ min: 1000, max: DAY_MS })], { numRuns: 6 })(
    'in any order, fitting or not, are all taken, and the case stays within its 16 KB',
    (list, step) => {
      let state = NEW_CASE;
      let known: Facts = facts({ people, accounts: accounts.map((a) => ({ ...a, balanceMinor: 90_000_00 })) });
      list.forEach((told, n) => {
        const body = told(state);
        const at = TUESDAY + n * step;
        known = beforeInput(known, body);
        const decision = decide(state, { id: `0b5c9d66-0000-4000-8000-${String(n).padStart(12, '0')}`, body, at, realAt: at }, known);
        if (!('events' in decision)) return;
        known = afterEvents(known, state, decision.events);
        state = decision.events.reduce(evolve, state);
      });
      expect(JSON.stringify(state).length).toBeLessThan(16 * 1024);
      const wake = nextWake(state, [], TUESDAY + list.length * step);
      expect(wake === undefined || Number.isSafeInteger(wake)).toBe(true);
    },
  );
});
