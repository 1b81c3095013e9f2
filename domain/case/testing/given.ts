import { NEW_CASE, type Case } from '#domain/case/case.ts';
import { decide, type Decision } from '#domain/case/decide.ts';
import { evolve } from '#domain/case/evolve.ts';
import type { ContactPointFact, Facts, PersonFact } from '#domain/case/facts.ts';
import type { CaseEvent, CaseFact, CaseInput, Step } from '#domain/case/vocabulary.ts';
import { FIRST_PLAYBOOK } from '#domain/playbook/first-playbook.ts';
import type { Instant } from '#domain/time/clock.ts';
import { instantAt, localDate, localTime, localWeekday } from '#domain/time/local.ts';

export const NEW_YORK = 'America/New_York';
export const CASE_ID = 'case';

/** '2026-11-24 09:00' in a zone, as an instant. */
export const moment = (text: string, zone = NEW_YORK): Instant => instantAt(text.slice(0, 10), text.slice(11), zone);
/** An instant as people in a zone say it: 'tue 2026-11-24 09:00'. */
export const said = (at: Instant, zone = NEW_YORK): string =>
  `${localWeekday(at, zone)} ${localDate(at, zone)} ${localTime(at, zone).slice(0, 5)}`;
export const TUESDAY = moment('2026-11-24 09:00');

export const phone = (id: string, more: Partial<ContactPointFact> = {}): ContactPointFact => ({
  id,
  kind: 'phone',
  phoneType: 'mobile',
  zones: [NEW_YORK],
  usable: { sms: true },
  ...more,
});
export const person = (role: PersonFact['role'], ...contactPoints: ContactPointFact[]): PersonFact => ({
  partyId: role,
  role,
  contactPoints,
});
export const account = (id: string, balanceMinor = 500_00, currency = 'USD') => ({ id, balanceMinor, currency, status: 'open' as const });

/** What the rows say unless a test says otherwise: one debtor in New York with one mobile, owing 500 dollars. */
export const facts = (more: Partial<Facts> = {}): Facts => ({
  caseId: CASE_ID,
  epoch: 1,
  playbook: FIRST_PLAYBOOK,
  anchors: [],
  zones: [NEW_YORK],
  people: [person('debtor', phone('mobile'))],
  accounts: [account('loan')],
  collector: { userId: 'ann', held: 0, capacity: 5 },
  ...more,
});

export const at = (fact: CaseFact, instant: Instant = TUESDAY): CaseEvent => ({ ...fact, at: instant, realAt: instant });
/** A case as these facts made it. */
export const given = (...recorded: readonly CaseFact[]): Case => recorded.map((fact) => at(fact)).reduce(evolve, NEW_CASE);

let inputs = 0;
/** Tells a case one thing, and returns what it decided and became. A live tenant: both clocks show the same. */
export function tell(state: Case, body: CaseInput, { now = TUESDAY, rows = facts(), id = `input-${++inputs}` } = {}): Told {
  const decision = decide(state, { id, body, at: now, realAt: now }, rows);
  const events = 'events' in decision ? decision.events : [];
  const steps = 'events' in decision ? decision.steps : [];
  return { decision, events, steps, state: events.reduce(evolve, state), types: events.map(({ type }) => type) };
}
export type Told = { decision: Decision; events: readonly CaseEvent[]; steps: readonly Step[]; state: Case; types: CaseEvent['type'][] };

/** The one event of that type. */
export function the<T extends CaseEvent['type']>(type: T, events: readonly CaseEvent[]): Extract<CaseEvent, { type: T }> {
  const found = events.filter((event): event is Extract<CaseEvent, { type: T }> => event.type === type);
  const [only] = found;
  if (!only || found.length > 1) throw new Error(`${found.length} events ${type} among ${events.map((event) => event.type).join(', ')}`);
  return only;
}
