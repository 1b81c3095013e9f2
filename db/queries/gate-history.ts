import { and, eq, inArray, ne, notInArray, or, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { HistoryEvent } from '#domain/compliance/facts.ts';
import type { AttemptStatus } from '#domain/contact/attempt-status.ts';
import type { Channel } from '#domain/contact/channel.ts';
import type { Transaction } from '#db/client.ts';
import type { Subject } from '#db/queries/gate-subject.ts';
import { together } from '#db/queries/together.ts';
import { attempt, collectionCase, contactPoint, message, party, playbook } from '#db/schema/index.ts';

/**
 * What left us, or may have, and what came in, over every creditor of the tenant: all events that share a key with
 * the attempt (person, address, the debtor's group, its debts, or the whole creditor where a rule counts by that alone).
 */
export async function loadHistory(tx: Transaction, subject: Subject, keys: readonly string[], except: string): Promise<HistoryEvent[]> {
  const [outgoing, incoming] = await together([loadOutgoing(tx, subject, keys, except), loadIncoming(tx, subject)]);
  return [...outgoing.map(sentEvent), ...incoming.map((row) => receivedEvent(row, subject))];
}

function loadOutgoing(tx: Transaction, { gate, point, creditorId }: Subject, keys: readonly string[], except: string) {
  const { personId, debtorId } = gate.attempt;
  const debtor = alias(party, 'debtor');
  // A debt's contacts all belong to its case, and so to a case of this debtor. As an array: an OR over joined tables uses no index.
  const casesOfDebtor = tx
    .select({ id: collectionCase.id })
    .from(collectionCase)
    .innerJoin(party, eq(party.id, collectionCase.debtorPartyId))
    .where(eq(party.personId, debtorId));
  return tx
    .select({ attempt, debtorId: debtor.personId, queue: playbook.key })
    .from(attempt)
    .innerJoin(collectionCase, eq(collectionCase.id, attempt.caseId))
    .innerJoin(debtor, eq(debtor.id, collectionCase.debtorPartyId))
    .innerJoin(playbook, eq(playbook.id, collectionCase.playbookId))
    .where(
      and(
        ne(attempt.id, except),
        notInArray(attempt.status, ['suppressed', 'cancelled', 'failed']),
        or(
          eq(attempt.personId, personId),
          point && eq(attempt.addressHash, point.addressHash),
          sql`${attempt.caseId} = any(array(${casesOfDebtor}))`,
          keys.includes(`creditor:${creditorId}`) ? eq(attempt.creditorId, creditorId) : undefined,
        ),
      ),
    )
    .orderBy(attempt.occurredAt, attempt.id);
}

/** Words of the person's: found by the numbers they were sent from, of which there is an index. */
function loadIncoming(tx: Transaction, { gate }: Subject) {
  const parties = tx.select({ id: party.id }).from(party).where(eq(party.personId, gate.attempt.personId));
  const numbers = tx.select({ hash: contactPoint.addressHash }).from(contactPoint).where(inArray(contactPoint.partyId, parties));
  return tx
    .select()
    .from(message)
    .where(
      and(
        eq(message.direction, 'in'),
        sql`${message.addressHash} = any(array(${numbers}))`,
        sql`${message.partyId} = any(array(${parties}))`,
      ),
    );
}

type Sent = { attempt: typeof attempt.$inferSelect; debtorId: string; queue: string };

const sentEvent = ({ attempt: row, debtorId, queue }: Sent): HistoryEvent => ({
  id: row.id,
  at: row.occurredAt.getTime(),
  direction: 'out',
  channel: row.channel as Channel,
  outcome: outcomeOf(row.status),
  to: row.role,
  personId: row.personId,
  debtorId,
  debts: row.debts,
  queue,
  provider: row.provider,
  bot: true,
  ...(row.addressHash && { address: row.addressHash }),
});

/** What did not arrive left us all the same; what is open or unknown counts as the worst it may yet become. */
function outcomeOf(status: AttemptStatus): HistoryEvent['outcome'] {
  if (status === 'delivered' || status === 'read') return status;
  return status === 'sent' || status === 'undelivered' ? 'sent' : 'pending';
}

const receivedEvent = (row: typeof message.$inferSelect, { gate }: Subject): HistoryEvent => ({
  id: row.id,
  at: row.occurredAt.getTime(),
  direction: 'in',
  channel: row.channel as Channel,
  outcome: 'received',
  to: 'debtor',
  personId: gate.attempt.personId,
  debtorId: gate.attempt.debtorId,
  debts: [],
  address: row.addressHash,
});
