import { and, arrayOverlaps, eq, isNull, ne, notInArray, or } from 'drizzle-orm';
import { CLEAR_STATE, type Consent, type DebtorZone, type GateFacts, type HistoryEvent, type Stop } from '#domain/compliance/facts.ts';
import type { AttemptStatus } from '#domain/contact/attempt-status.ts';
import type { Channel } from '#domain/contact/channel.ts';
import type { Transaction } from '#db/client.ts';
import type { Subject } from '#db/queries/gate-subject.ts';
import { attempt, consentEvent, contactPoint, holiday, latch, message, party } from '#db/schema/index.ts';

/** Everything the gate may know about one attempt, read under its locks. `except`: the attempt itself, when it is asked about again. */
export async function loadGateFacts(tx: Transaction, subject: Subject, except = ''): Promise<GateFacts> {
  const country = subject.party.address.country;
  return {
    ...subject.gate,
    zones: await zonesOf(tx, subject),
    history: await loadHistory(tx, subject, except),
    consents: await loadConsents(tx, subject),
    state: { ...CLEAR_STATE, stops: await loadStops(tx, subject) },
    ...(country && { holidays: await loadHolidays(tx, country) }),
  };
}

/** All zones of the debtor's address and of every number of theirs, the address's own first. */
async function zonesOf(tx: Transaction, { party: person }: Subject): Promise<DebtorZone[]> {
  const points = await tx
    .select()
    .from(contactPoint)
    .where(eq(contactPoint.partyId, person.id))
    .orderBy(contactPoint.createdAt, contactPoint.id);
  const zones = new Map(points.flatMap(({ id, zones }) => zones.map((tz) => [tz, id] as const)));
  return [...zones].map(([tz, id]) => ({ tz, source: `contact-point:${id}` }));
}

async function loadHolidays(tx: Transaction, country: string): Promise<string[]> {
  const rows = await tx.select({ day: holiday.day }).from(holiday).where(eq(holiday.country, country)).orderBy(holiday.day);
  return rows.map(({ day }) => day);
}

/** What left us, or may have, and what came in: by person, address or debt, over every creditor of the tenant. */
async function loadHistory(tx: Transaction, { gate, point, accounts }: Subject, except: string): Promise<HistoryEvent[]> {
  const { personId, debtorId } = gate.attempt;
  const debts = accounts.map(({ id }) => id);
  const outgoing = await tx
    .select()
    .from(attempt)
    .where(
      and(
        ne(attempt.id, except),
        notInArray(attempt.status, ['suppressed', 'cancelled', 'failed']),
        or(
          eq(attempt.personId, personId),
          point && eq(attempt.addressHash, point.addressHash),
          debts.length > 0 ? arrayOverlaps(attempt.debts, debts) : undefined,
        ),
      ),
    )
    .orderBy(attempt.occurredAt);
  const incoming = await tx
    .select({ message, personId: party.personId })
    .from(message)
    .innerJoin(party, eq(party.id, message.partyId))
    .where(and(eq(message.direction, 'in'), eq(party.personId, personId)));
  return [
    ...outgoing.map((row) => sentEvent(row, debtorId)),
    ...incoming.map(({ message: row }): HistoryEvent => ({
      id: row.id,
      at: row.occurredAt.getTime(),
      direction: 'in',
      channel: row.channel as Channel,
      outcome: 'received',
      to: 'debtor',
      personId,
      debtorId,
      debts: [],
      address: row.addressHash,
    })),
  ];
}

const sentEvent = (row: typeof attempt.$inferSelect, debtorId: string): HistoryEvent => ({
  id: row.id,
  at: row.occurredAt.getTime(),
  direction: 'out',
  channel: row.channel as Channel,
  outcome: outcomeOf(row.status),
  to: row.role,
  personId: row.personId,
  debtorId,
  debts: row.debts,
  provider: row.provider,
  bot: true,
  ...(row.addressHash && { address: row.addressHash }),
});

/** What did not arrive left us all the same; what is open or unknown counts as the worst it may yet become. */
function outcomeOf(status: AttemptStatus): HistoryEvent['outcome'] {
  if (status === 'delivered' || status === 'read') return status;
  return status === 'sent' || status === 'undelivered' ? 'sent' : 'pending';
}

async function loadConsents(tx: Transaction, { gate }: Subject): Promise<Consent[]> {
  const rows = await tx
    .select()
    .from(consentEvent)
    .where(eq(consentEvent.personId, gate.attempt.personId))
    .orderBy(consentEvent.occurredAt, consentEvent.id);
  const live = new Map<string, Consent>();
  for (const row of rows) {
    const key = `${row.type} ${row.addressHash ?? ''} ${row.creditorId}`;
    const at = row.occurredAt.getTime();
    const known = live.get(key);
    if (row.change === 'revoked') {
      if (known) live.set(key, { ...known, revokedAt: at });
      continue;
    }
    const { id, type, personId, creditorId } = row;
    live.set(key, { id, type, personId, givenAt: at, creditor: creditorId, ...(row.addressHash && { address: row.addressHash }) });
  }
  return [...live.values()];
}

async function loadStops(tx: Transaction, { gate, point }: Subject): Promise<Stop[]> {
  const rows = await tx
    .select()
    .from(latch)
    .where(or(eq(latch.personId, gate.attempt.personId), point ? eq(latch.addressHash, point.addressHash) : isNull(latch.id)));
  return rows.map(({ channel, setAt }) => ({ channel: channel as Channel, at: setAt.getTime() }));
}
