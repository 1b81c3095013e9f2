import { eq, inArray, or } from 'drizzle-orm';
import { CLEAR_STATE, type DebtFacts, type DebtorZone, type GateFacts, type HistoryEvent, type Stop } from '#domain/compliance/facts.ts';
import type { Channel } from '#domain/contact/channel.ts';
import type { Transaction } from '#db/client.ts';
import { loadConsents } from '#db/queries/gate-consents.ts';
import { loadHistory } from '#db/queries/gate-history.ts';
import { debtFacts, type Subject } from '#db/queries/gate-subject.ts';
import { together } from '#db/queries/together.ts';
import { account, contactPoint, creditor, holiday, latch } from '#db/schema/index.ts';

/**
 * Everything the gate may know about one attempt, read under its locks.
 * @param keys the attempt's locks: by them events are counted
 * @param except the attempt itself, when it is asked about again
 */
export async function loadGateFacts(tx: Transaction, subject: Subject, keys: readonly string[], except = ''): Promise<GateFacts> {
  const { attempt } = subject.gate;
  const [zones, history, consents, stops, holidays] = await together([
    loadZones(tx, subject),
    loadHistory(tx, subject, keys, except),
    loadConsents(tx, [...new Set([attempt.personId, attempt.debtorId])]),
    loadStops(tx, subject),
    loadHolidays(tx, subject.party.address.country),
  ]);
  return {
    ...subject.gate,
    debts: { ...(await loadDebts(tx, history, subject.gate.debts)), ...subject.gate.debts },
    zones,
    history,
    consents,
    state: { ...CLEAR_STATE, stops },
    ...(holidays.length > 0 && { holidays }),
  };
}

/** All zones that any number of the person's tells, in the order the numbers became known. */
async function loadZones(tx: Transaction, { party: person }: Subject): Promise<DebtorZone[]> {
  const points = await tx
    .select()
    .from(contactPoint)
    .where(eq(contactPoint.partyId, person.id))
    .orderBy(contactPoint.createdAt, contactPoint.id);
  const zones = new Map<string, string>();
  for (const point of points) for (const tz of point.zones) if (!zones.has(tz)) zones.set(tz, point.id);
  return [...zones].map(([tz, id]) => ({ tz, source: `contact-point:${id}` }));
}

/** Empty where no calendar of the country is loaded: the gate must not take that for a country without holidays. */
async function loadHolidays(tx: Transaction, country: string | undefined): Promise<string[]> {
  if (!country) return [];
  const rows = await tx.select({ day: holiday.day }).from(holiday).where(eq(holiday.country, country)).orderBy(holiday.day);
  return rows.map(({ day }) => day);
}

/** Debts that only the history names, at whichever creditor: a rule that counts by creditor has to tell them apart. */
async function loadDebts(
  tx: Transaction,
  history: readonly HistoryEvent[],
  known: Readonly<Record<string, DebtFacts>>,
): Promise<Record<string, DebtFacts>> {
  const missing = [...new Set(history.flatMap(({ debts }) => debts))].filter((id) => !known[id]);
  if (missing.length === 0) return {};
  const rows = await tx
    .select({ account, creditor })
    .from(account)
    .innerJoin(creditor, eq(creditor.id, account.creditorId))
    .where(inArray(account.id, missing));
  return Object.fromEntries(rows.map((row) => [row.account.id, debtFacts(row.account, row.creditor)]));
}

async function loadStops(tx: Transaction, { gate, point }: Subject): Promise<Stop[]> {
  const rows = await tx
    .select()
    .from(latch)
    .where(or(eq(latch.personId, gate.attempt.personId), point && eq(latch.addressHash, point.addressHash)));
  return rows.map(({ channel, setAt }) => ({ channel: channel as Channel, at: setAt.getTime() }));
}
