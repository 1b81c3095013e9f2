import { inArray } from 'drizzle-orm';
import type { Consent } from '#domain/compliance/facts.ts';
import type { Transaction } from '#db/client.ts';
import { consentEvent } from '#db/schema/index.ts';

type ConsentRow = typeof consentEvent.$inferSelect;

/** Consents of these people as their events leave them, over every creditor of the tenant. */
export async function loadConsents(tx: Transaction, personIds: readonly string[]): Promise<Consent[]> {
  const rows = await tx
    .select()
    .from(consentEvent)
    .where(inArray(consentEvent.personId, [...personIds]))
    // Given and revoked at one instant: 'given' sorts first, so that the revocation stands.
    .orderBy(consentEvent.occurredAt, consentEvent.change, consentEvent.id);
  return foldConsents(rows);
}

/**
 * Consents with the moment of their revocation.
 * A revocation without an address ends all of its type at that creditor; one for an address also ends the consent that
 * was given for any, since what is left of that nobody said.
 * @param rows in the order in which they happened
 */
export function foldConsents(rows: readonly ConsentRow[]): Consent[] {
  const consents: Consent[] = [];
  for (const row of rows) {
    const at = row.occurredAt.getTime();
    if (row.change === 'given') consents.push(consentOf(row, at));
    else
      for (const [index, consent] of consents.entries())
        if (isMeant(consent, row) && consent.revokedAt === undefined) consents[index] = { ...consent, revokedAt: at };
  }
  return consents;
}

const consentOf = ({ id, type, personId, creditorId, addressHash }: ConsentRow, givenAt: number): Consent => ({
  id,
  type,
  personId,
  givenAt,
  creditor: creditorId,
  ...(addressHash && { address: addressHash }),
});

const isMeant = (consent: Consent, { type, personId, creditorId, addressHash }: ConsentRow): boolean =>
  consent.type === type &&
  consent.personId === personId &&
  consent.creditor === creditorId &&
  (addressHash === null || consent.address === undefined || consent.address === addressHash);
