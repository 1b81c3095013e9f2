import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { understandReply } from '#domain/dialogue/understand-reply.ts';
import { DAY_MS, HOUR_MS, localDate, MINUTE_MS } from '#domain/time/local.ts';
import { amountWords } from './money-words.ts';
import { planActs, type DebtorAccount, type TextRead } from './plan-acts.ts';
import { SENTENCES } from './sentences.ts';
import { traitsOf } from './traits.ts';

const now = Date.parse('2026-11-24T14:00:00Z');
const account: DebtorAccount = { accountRef: 'A-1', creditorId: 'c', balanceMinor: 157_468, currency: 'USD' };
const phoneOf = (n: number) => `+1202555${String(n).padStart(4, '0')}`;
const plan = (changes: Partial<TextRead> = {}) =>
  planActs({ sid: 'SM1', phone: '+12025550143', seed: 1, earlier: 0, now, account, ...changes });

describe('every sentence a debtor may say', () => {
  const meant = {
    stop: 'opt-out',
    paid: 'paid',
    promise: 'promise',
    dispute: 'dispute',
    'wrong-person': 'wrong-person',
    help: 'help',
    unclear: 'unclear',
  };
  const all = Object.values(SENTENCES).flatMap((answers) =>
    Object.entries(answers).flatMap(([answer, words]) =>
      words.map((word) => [word('$120', 'tomorrow'), meant[answer as keyof typeof meant]] as const),
    ),
  );
  it.each(all)('%j is understood as %s', (text, intent) =>
    expect(understandReply(text, { today: '2026-11-24', currency: 'USD' }).intent).toBe(intent),
  );
});

it('lets the tour’s payer promise the whole balance for tomorrow within the hour, and pay it the next day', () => {
  const { acts } = plan({ play: 'promise-and-pay' });
  expect(acts).toMatchObject([
    { kind: 'say', at: now + 40 * MINUTE_MS, body: 'I can pay $1,574.68 tomorrow' },
    { kind: 'pay', accountRef: 'A-1', amountMinor: 157_468 },
  ]);
  const wait = (acts[1]?.at ?? 0) - (acts[0]?.at ?? 0);
  expect(wait).toBeGreaterThan(20 * HOUR_MS);
  expect(wait).toBeLessThanOrEqual(DAY_MS);
});

it('lets the tour’s second dispute at once and the third say nothing', () => {
  expect(plan({ play: 'dispute' }).acts).toMatchObject([
    { kind: 'say', body: 'This is not my debt, I dispute it', at: now + 3 * MINUTE_MS },
  ]);
  expect(plan({ play: 'silent' }).acts).toEqual([]);
});

it('says nothing about a debt that is paid', () => {
  expect(plan({ play: 'promise-and-pay', account: { ...account, balanceMinor: 0 } }).acts).toEqual([]);
});

it('has people of every kind among a thousand', () => {
  const people = Array.from({ length: 1_000 }, (_, n) => traitsOf(phoneOf(n), 1));
  expect(new Set(people.map(({ leans }) => leans)).size).toBe(7);
  for (const kind of [true, false]) expect(people.filter(({ keepsWord }) => keepsWord === kind).length).toBeGreaterThan(200);
  expect(people.filter(({ language }) => language === 'es').length).toBeGreaterThan(80);
  expect(people.filter(({ unreachable }) => unreachable).length).toBeGreaterThan(10);
});

const texts = fc.record({
  phone: fc.integer({ min: 0, max: 9_999 }).map(phoneOf),
  seed: fc.integer({ min: 0, max: 99 }),
  earlier: fc.integer({ min: 0, max: 9 }),
  now: fc.integer({ min: now, max: now + 400 * DAY_MS }),
  balanceMinor: fc.integer({ min: 1, max: 900_000_00 }),
});

test.prop([texts], { numRuns: 500 })(
  'does the same again, later and never beyond the balance; a promise kept is kept in every zone of the US',
  (text) => {
    const asked = { ...text, sid: 'SM1', account: { ...account, balanceMinor: text.balanceMinor } };
    const { acts } = planActs(asked);
    expect(planActs(asked).acts).toEqual(acts);
    for (const act of acts) {
      expect(act.at).toBeGreaterThanOrEqual(text.now);
      if (act.kind === 'pay') expect(act.amountMinor).toSatisfy((paid: number) => paid > 0 && paid <= text.balanceMinor);
    }
    const [said, paid] = acts;
    if (said?.kind !== 'say' || paid?.kind !== 'pay') return;
    for (const zone of ['America/New_York', 'America/Chicago', 'America/Los_Angeles', 'Pacific/Honolulu']) {
      const understood = understandReply(said.body, { today: localDate(said.at, zone), currency: 'USD' });
      expect(understood.intent).toBe('promise');
      expect(localDate(paid.at, zone) <= (understood.dueOn ?? '')).toBe(true);
      expect([understood.amountMinor, Math.floor((understood.amountMinor ?? 0) / 2)]).toContain(paid.amountMinor);
    }
  },
);

it('writes amounts as people do', () => {
  expect(amountWords(12_000, 'USD', 'en')).toBe('$120');
  expect(amountWords(12_000, 'USD', 'es')).toBe('120 dólares');
  expect(amountWords(157_468, 'USD', 'es')).toBe('$1,574.68');
  expect(amountWords(12_050, 'EUR', 'en')).toBe('EUR 120.50');
});
