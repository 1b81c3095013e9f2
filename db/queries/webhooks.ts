import { and, eq, inArray, ne, sql } from 'drizzle-orm';
import type { Db, Transaction } from '#db/client.ts';
import type { AttemptRow } from '#db/queries/attempt-record.ts';
import {
  account,
  attempt,
  caseState,
  collectionCase,
  contactPoint,
  latch,
  message,
  party,
  partyRole,
  providerAccount,
  sender,
  webhook,
} from '#db/schema/index.ts';

/** Read before anybody knows the tenant. */
export async function findProviderAccount(db: Db, id: string) {
  const [found] = await db.select().from(providerAccount).where(eq(providerAccount.id, id));
  return found;
}
export type ProviderAccountRow = NonNullable<Awaited<ReturnType<typeof findProviderAccount>>>;

/** Which of these events were taken before. */
export async function knownWebhooks(tx: Transaction, providerAccountId: string, keys: readonly string[]): Promise<Set<string>> {
  const rows = await tx
    .select({ key: webhook.dedupeKey })
    .from(webhook)
    .where(and(eq(webhook.providerAccountId, providerAccountId), inArray(webhook.dedupeKey, [...keys])));
  return new Set(rows.map(({ key }) => key));
}

export type WebhookRow = Omit<typeof webhook.$inferInsert, 'id'>;
export async function insertWebhooks(tx: Transaction, rows: readonly WebhookRow[]): Promise<void> {
  if (rows.length > 0) await tx.insert(webhook).values(rows.map((row) => ({ id: crypto.randomUUID(), ...row })));
}

/** Locks attempts in one fixed order; those that were never reserved are not among the answer. */
export async function lockAttempts(tx: Transaction, ids: readonly string[]): Promise<Map<string, AttemptRow>> {
  if (ids.length === 0) return new Map();
  const rows = await tx
    .select()
    .from(attempt)
    .where(inArray(attempt.id, [...new Set(ids)]))
    .orderBy(attempt.id)
    .for('update');
  return new Map(rows.map((row) => [row.id, row]));
}

/** Everybody known at an address, third parties included. */
export async function personsAt(tx: Transaction, addressHash: string): Promise<string[]> {
  const rows = await tx
    .selectDistinct({ id: party.personId })
    .from(contactPoint)
    .innerJoin(party, eq(party.id, contactPoint.partyId))
    .where(eq(contactPoint.addressHash, addressHash));
  return rows.map(({ id }) => id);
}

export async function creditorOfSender(tx: Transaction, at: { providerAccountId: string; channel: string; address: string }) {
  const [found] = await tx
    .select({ creditorId: sender.creditorId })
    .from(sender)
    .where(and(eq(sender.providerAccountId, at.providerAccountId), eq(sender.channel, at.channel), eq(sender.address, at.address)));
  return found?.creditorId;
}

/**
 * The case a message from an address belongs to, and who wrote it: at the creditor it was sent to, open, written to
 * last, newest, in this order of weight.
 */
export async function caseOfAddress(tx: Transaction, addressHash: string, creditorId: string | undefined) {
  const [found] = await tx
    .select({
      caseId: collectionCase.id,
      creditorId: collectionCase.creditorId,
      partyId: party.id,
      contactPointId: contactPoint.id,
      zones: contactPoint.zones,
      language: party.language,
      currency: account.currency,
    })
    .from(contactPoint)
    .innerJoin(party, eq(party.id, contactPoint.partyId))
    .innerJoin(partyRole, eq(partyRole.partyId, party.id))
    .innerJoin(account, eq(account.id, partyRole.accountId))
    .innerJoin(collectionCase, eq(collectionCase.id, account.caseId))
    .innerJoin(caseState, eq(caseState.caseId, collectionCase.id))
    .where(and(eq(contactPoint.addressHash, addressHash), ne(partyRole.role, 'reference')))
    .orderBy(
      sql`(${collectionCase.creditorId} = ${creditorId ?? null}) desc nulls last`,
      sql`${caseState.open} desc`,
      sql`(select max(m.occurred_at) from ${message} m where m.case_id = ${collectionCase.id} and m.address_hash = ${addressHash} and m.direction = 'out') desc nulls last`,
      sql`${collectionCase.openedAt} desc`,
      collectionCase.id,
    )
    .limit(1);
  return found;
}
export type CaseAtAddress = NonNullable<Awaited<ReturnType<typeof caseOfAddress>>>;

/** Open cases in which one of these people may be contacted, with the party they are there. */
export const openCasesOf = (tx: Transaction, personIds: readonly string[]) =>
  tx
    .selectDistinct({ caseId: caseState.caseId, creditorId: caseState.creditorId, partyId: party.id })
    .from(party)
    .innerJoin(partyRole, eq(partyRole.partyId, party.id))
    .innerJoin(account, eq(account.id, partyRole.accountId))
    .innerJoin(caseState, eq(caseState.caseId, account.caseId))
    .where(and(inArray(party.personId, [...personIds]), ne(partyRole.role, 'reference'), eq(caseState.open, true)));

export async function latchOut(tx: Transaction, rows: readonly Omit<typeof latch.$inferInsert, 'id'>[]): Promise<void> {
  if (rows.length === 0) return;
  await tx
    .insert(latch)
    .values(rows.map((row) => ({ id: crypto.randomUUID(), ...row })))
    .onConflictDoNothing();
}

export async function insertMessage(tx: Transaction, row: typeof message.$inferInsert): Promise<void> {
  await tx.insert(message).values(row);
}
