import { HOUR_MS, DAY_MS, MINUTE_MS } from '#domain/time/local.ts';
import type { Instant } from '#domain/time/clock.ts';
import { chance } from '../random.ts';
import { dayWords } from './day-words.ts';
import { amountWords, minorDigits } from './money-words.ts';
import { say } from './sentences.ts';
import { traitsOf, type Answer, type Traits } from './traits.ts';

export type DebtorAccount = { accountRef: string; creditorId: string; balanceMinor: number; currency: string };

/** Debtors fixed for the tour and for tests. */
export const PLAYS = ['promise-and-pay', 'dispute', 'silent'] as const;
export type Play = (typeof PLAYS)[number];

/** Something a debtor will do, at an instant of the tenant's clock. */
export type Act = { id: string; at: Instant } & (
  { kind: 'say'; body: string } | { kind: 'pay'; accountRef: string; creditorId: string; amountMinor: number; currency: string }
);
/** `quietUntil`: the debtor thinks the matter settled until then, and answers nothing. */
export type DebtorPlan = { acts: Act[]; quietUntil?: Instant };

export type TextRead = {
  /** The text's sid: the acts are named after it. */
  sid: string;
  phone: string;
  seed: number;
  /** How many texts came to this phone before. */
  earlier: number;
  now: Instant;
  account: DebtorAccount;
  play?: Play;
};

/** What a debtor does about a text that arrived. */
export function planActs(text: TextRead): DebtorPlan {
  if (text.account.balanceMinor <= 0 || text.play === 'silent') return { acts: [] };
  if (text.play === 'promise-and-pay')
    return promise(text, { after: 40 * MINUTE_MS, days: 1, amountMinor: text.account.balanceMinor, keeps: 'all' });
  if (text.play === 'dispute') return speak(text, 'dispute', 3 * MINUTE_MS);
  const traits = traitsOf(text.phone, text.seed);
  const roll = (what: string) => chance(text.seed, text.phone, text.earlier, what);
  const after = traits.slowness * MINUTE_MS * (0.3 + 1.4 * roll('after'));
  if (roll('answers') < traits.answers) return answer(text, traits, after, roll);
  if (traits.paysSilently && roll('pays') < 0.4) return { acts: [pay(text, 0, after + 6 * HOUR_MS, somePart(text.account, roll('part')))] };
  return { acts: [] };
}

function answer(text: TextRead, traits: Traits, after: number, roll: (what: string) => number): DebtorPlan {
  const kind = roll('mood') < 0.7 ? traits.leans : 'unclear';
  if (kind !== 'promise') return speak(text, kind, after);
  const amountMinor = roll('whole') < 0.45 ? text.account.balanceMinor : somePart(text.account, roll('part'));
  const keeps = traits.keepsWord ? 'all' : roll('breaks') < 0.3 ? 'half' : 'nothing';
  return promise(text, { after, days: 1 + Math.floor(6 * roll('days')), amountMinor, keeps });
}

const SETTLED: readonly Answer[] = ['stop', 'wrong-person', 'dispute', 'paid'];

function speak(text: TextRead, kind: Answer, after: number): DebtorPlan {
  const { language } = traitsOf(text.phone, text.seed);
  const body = text.play ? say('en', kind, 0) : say(language, kind, chance(text.seed, text.phone, text.earlier, 'words'));
  const act: Act = { id: `${text.sid}:0`, at: text.now + Math.round(after), kind: 'say', body };
  return SETTLED.includes(kind) ? { acts: [act], quietUntil: Number.MAX_SAFE_INTEGER } : { acts: [act] };
}

type Promised = { after: number; days: number; amountMinor: number; keeps: 'all' | 'half' | 'nothing' };

function promise(text: TextRead, { after, days, amountMinor, keeps }: Promised): DebtorPlan {
  const language = text.play ? 'en' : traitsOf(text.phone, text.seed).language;
  const said = text.now + Math.round(after);
  const words = chance(text.seed, text.phone, text.earlier, 'words');
  const body = say(
    language,
    'promise',
    text.play ? 0 : words,
    amountWords(amountMinor, text.account.currency, language),
    dayWords(said, days, language),
  );
  const saying: Act = { id: `${text.sid}:0`, at: said, kind: 'say', body };
  // So many days later less a few hours: on the promised date or just before it, in whichever zone it is counted.
  const wait = after + days * DAY_MS - Math.round(3 * HOUR_MS * words);
  const paid = keeps === 'half' ? Math.floor(amountMinor / 2) : amountMinor;
  const acts = keeps === 'nothing' || paid === 0 ? [saying] : [saying, pay(text, 1, wait, paid)];
  return { acts, quietUntil: said + days * DAY_MS };
}

function pay({ sid, now, account: { accountRef, creditorId, currency } }: TextRead, n: number, after: number, amountMinor: number): Act {
  return { id: `${sid}:${n}`, at: now + Math.round(after), kind: 'pay', accountRef, creditorId, amountMinor, currency };
}

/** A round part of the balance: tens of the currency, at most all of it. */
function somePart({ balanceMinor, currency }: DebtorAccount, roll: number): number {
  const ten = 10 * 10 ** minorDigits(currency);
  return Math.min(balanceMinor, Math.max(ten, Math.round((balanceMinor * (0.1 + 0.5 * roll)) / ten) * ten));
}
