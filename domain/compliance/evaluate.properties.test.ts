import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { compile } from './compile.ts';
import { evaluate } from './evaluate.ts';
import { CHANNELS, CLEAR_STATE, type GateFacts, type HistoryEvent, OUTCOMES } from './facts.ts';
import { consent, gateOf, given, rule, sent } from './fixtures/given.ts';
import { POLICIES } from './policies.ts';
import type { Verdict } from './verdict.ts';

const MINUTE = 60_000;
const from = Date.parse('2026-03-01T00:00:00Z');
const moments = fc.integer({ min: from, max: Date.parse('2026-12-31T00:00:00Z') });
/** Days on which clocks change, here and there. */
const changes = fc
  .constantFrom('2026-03-08T05:00:00Z', '2026-03-29T00:00:00Z', '2026-10-25T00:00:00Z', '2026-11-01T04:00:00Z')
  .chain((day) => fc.integer({ min: Date.parse(day) - 6 * 3_600_000, max: Date.parse(day) + 30 * 3_600_000 }));
const zones = fc.uniqueArray(
  fc.constantFrom('America/New_York', 'America/Los_Angeles', 'Europe/Dublin', 'Asia/Kolkata', 'Australia/Lord_Howe'),
  {
    minLength: 1,
    maxLength: 2,
  },
);

const eventsBefore = (at: number): fc.Arbitrary<HistoryEvent[]> =>
  fc.array(
    fc
      .record({
        ago: fc.integer({ min: 0, max: 10 * 24 * 60 }),
        channel: fc.constantFrom(...CHANNELS),
        outcome: fc.constantFrom('pending' as const, ...OUTCOMES),
        debts: fc.constantFrom(['D1'], ['D2'], ['D1', 'D3']),
        flags: fc.constantFrom([], ['reply'], ['wrong_number']),
      })
      .map(({ ago, ...event }) => sent(at - ago * MINUTE, { voice: 'human', ...event })),
    { maxLength: 12 },
  );

const timed = fc
  .oneof(moments, changes)
  .chain((at) => fc.record({ at: fc.constant(at), history: eventsBefore(at), extra: eventsBefore(at) }));

const cap = (limit: number, per: readonly string[]) =>
  rule(
    {
      type: 'count',
      limit,
      window: { unit: 'local_days', length: 3 },
      per,
      count_outcomes: 'any',
      exclude_outcomes: ['busy'],
      exclude_when: ['reply', 'wrong_number'],
    },
    { id: `CAP-${per.join('-')}` },
  );
const day = [
  ['07:30', '12:00'],
  ['14:00', '20:15'],
] as const;
const hours = rule(
  {
    type: 'weekly_window',
    tz_policy: 'all',
    windows: {
      mon: day,
      tue: day,
      wed: [],
      thu: day,
      fri: day,
      sat: [['01:30', '03:30']],
      sun: [
        ['01:30', '03:30'],
        ['10:00', '11:00'],
      ],
    },
    holiday_windows: [],
    consent_override: 'time_exception',
  },
  { id: 'HOURS' },
);

/** The moment a delay names passes, and no minute of the half hour before it does, nor any looked at in the day before. */
function expectFirst(at: number, { decision, nextAllowedAt }: Verdict, ask: (moment: number) => Verdict): void {
  if (decision !== 'delay' || nextAllowedAt === undefined) return;
  expect(nextAllowedAt % MINUTE).toBe(0);
  expect(ask(nextAllowedAt).decision).toBe('allow');
  const first = Math.ceil(at / MINUTE) * MINUTE;
  const looked = [...Array(60).keys()].map((index) => nextAllowedAt - (index < 30 ? index + 1 : (index - 28) * 37) * MINUTE);
  for (const moment of looked) {
    if (moment >= first && ask(moment).decision === 'allow') expect.fail(`${new Date(moment).toISOString()} passes already`);
  }
}

describe('whatever has happened', () => {
  test.prop([
    timed,
    fc.constantFrom(1, 2, 4),
    fc.constantFrom(['person'], ['person', 'particular_debt'], ['person', 'creditor'], ['address']),
  ])('more history never turns a refusal by a cap into leave', ({ at, history, extra }, limit, per) => {
    const gate = gateOf([cap(limit, per)]);
    const before = evaluate(given({}, { history }), gate, at);
    const after = evaluate(given({}, { history: [...history, ...extra] }), gate, at);
    if (before.decision !== 'allow') expect(after.decision).not.toBe('allow');
  });

  test.prop([timed])('an outcome that becomes known never adds to a count', ({ at, history }) => {
    const gate = gateOf([cap(2, ['person'])]);
    const pending = history.map((event): HistoryEvent => ({ ...event, outcome: 'pending' }));
    if (evaluate(given({}, { history: pending }), gate, at).decision === 'allow') {
      expect(evaluate(given({}, { history }), gate, at).decision).toBe('allow');
    }
  });

  test.prop([timed, zones, fc.boolean()])('a delay ends with the first minute that passes', ({ at, history }, tzs, agreed) => {
    const facts = given(
      {},
      {
        history,
        zones: tzs.map((tz) => ({ tz, source: 'address' })),
        holidays: ['2026-11-02', '2026-03-09'],
        consents: agreed ? [consent('time_exception', { givenAt: 0, from: '22:00', to: '01:00' })] : [],
      },
    );
    const gate = gateOf([hours, cap(3, ['person']), cap(2, ['person', 'particular_debt'])]);
    expectFirst(at, evaluate(facts, gate, at), (moment) => evaluate(facts, gate, moment));
  });

  test.prop([timed, zones, fc.boolean()])(
    'a delay for the sake of the debtor ends with the first minute that passes',
    ({ at, history }, tzs, bounded) => {
      const inconvenient = [
        { days: ['mon', 'tue'] as const, from: '09:00', to: '17:00' },
        { from: '23:00', to: '02:30', ...(bounded ? { until: '2026-11-10' } : {}) },
      ];
      const calls = history.map((event): HistoryEvent => ({ ...event, channel: 'voice' }));
      const facts = given(
        {},
        { history: calls, zones: tzs.map((tz) => ({ tz, source: 'address' })), state: { ...CLEAR_STATE, inconvenient } },
      );
      const rest = {
        type: 'cooldown',
        event: { channels: ['voice'], outcomes: ['conversation'], directions: ['in', 'out'] },
        length_days: 2,
        event_day_is_day_one: true,
        per: ['person'],
      };
      const gate = gateOf([rule({ type: 'debtor_designated', reply_once: false, consent_override: null }), rule(rest, { id: 'REST' })]);
      expectFirst(at, evaluate(facts, gate, at), (moment) => evaluate(facts, gate, moment));
    },
  );

  const packs = compile(POLICIES, [{ ruleId: 'HOUSE-TIME-1', signedBy: 'U1', at: 0 }]);
  const places = fc.constantFrom('US', 'US-WA', 'US-MA', 'US-NY-NYC', 'US-DC', 'CN', 'TH', 'IE', 'PH', 'BR-SP', 'AQ');
  test.prop([timed, places, zones, fc.constantFrom<GateFacts['collector']>('third_party', 'first_party'), fc.constantFrom(...CHANNELS)])(
    'the packs as shipped give the same answer twice, and one that survives storage',
    ({ at, history }, jurisdiction, tzs, collector, channel) => {
      const facts = given({ channel }, { history, jurisdiction, collector, zones: tzs.map((tz) => ({ tz, source: 'address' })) });
      const verdict = evaluate(facts, packs, at);
      expect(evaluate(structuredClone(facts), packs, at)).toEqual(verdict);
      expect(JSON.parse(JSON.stringify(verdict))).toEqual(verdict);
      expect(verdict.decision === 'allow').toBe(verdict.denying.length === 0);
    },
  );
});
