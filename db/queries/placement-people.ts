import { and, eq, inArray, sql } from 'drizzle-orm';
import type { Transaction } from '#db/client.ts';
import { askInChunks, inChunks } from '#db/queries/placement-bulk.ts';
import { consentEvent, contactPoint, party } from '#db/schema/index.ts';

/** `newId` becomes the person's id unless somebody of this key is known in the tenant. Without a key everybody is somebody else. */
export type Identified = { newId: string; keyHash: string | null };

/** @returns the person's id by `newId` */
export async function identifyPersons(tx: Transaction, wanted: readonly Identified[]): Promise<Map<string, string>> {
  // Two imports of a tenant may meet the same people: in one order they queue and never deadlock.
  const sorted = wanted.toSorted((a, b) => (a.keyHash ?? '').localeCompare(b.keyHash ?? '', 'en'));
  const rows = await tx.execute<{ new_id: string; person_id: string }>(
    sql`select t.new_id, identify_person(t.new_id, t.key_hash) as person_id
      from jsonb_to_recordset(${JSON.stringify(sorted.map(({ newId, keyHash }) => ({ new_id: newId, key_hash: keyHash })))}::text::jsonb)
        as t(new_id uuid, key_hash text)`,
  );
  return new Map(rows.map(({ new_id, person_id }) => [new_id, person_id]));
}

/** How a creditor knows these persons, where it does. @returns party id by person id */
export async function partiesOf(tx: Transaction, creditorId: string, personIds: readonly string[]): Promise<Map<string, string>> {
  const rows = await askInChunks(personIds, (some) =>
    tx
      .select({ id: party.id, personId: party.personId })
      .from(party)
      .where(and(eq(party.creditorId, creditorId), inArray(party.personId, some))),
  );
  return new Map(rows.map(({ id, personId }) => [personId, id]));
}

/**
 * New parties, and what a file says anew of known ones; blanks erase nothing. A name once stored stays: another one
 * under the same national id is worth a look first, and is reported as such.
 */
export const saveParties = (tx: Transaction, rows: readonly (typeof party.$inferInsert)[]): Promise<void> =>
  inChunks(rows, (some) =>
    tx
      .insert(party)
      .values(some)
      .onConflictDoUpdate({
        target: party.id,
        set: {
          bornOn: sql`coalesce(excluded.born_on, ${party.bornOn})`,
          idLast4: sql`coalesce(excluded.id_last4, ${party.idLast4})`,
          nationalIdHash: sql`coalesce(excluded.national_id_hash, ${party.nationalIdHash})`,
          language: sql`coalesce(excluded.language, ${party.language})`,
          address: sql`case when excluded.address = '{}'::jsonb then ${party.address} else excluded.address end`,
        },
      }),
  );

/**
 * New ways to reach somebody, and new zones of known ones. Zones are only added: somebody who moved may still be where
 * another account says. What was learned of an address (`state`) is not the file's to undo.
 */
export const saveContactPoints = (tx: Transaction, rows: readonly (typeof contactPoint.$inferInsert)[]): Promise<void> =>
  inChunks(rows, (some) =>
    tx
      .insert(contactPoint)
      .values(some)
      .onConflictDoUpdate({
        target: [contactPoint.tenantId, contactPoint.partyId, contactPoint.kind, contactPoint.value],
        set: {
          phoneType: sql`coalesce(excluded.phone_type, ${contactPoint.phoneType})`,
          zones: sql`excluded.zones || array(select zone from unnest(${contactPoint.zones}) as zone where zone <> all (excluded.zones))`,
        },
      }),
  );

export type ConsentRow = typeof consentEvent.$inferInsert;

/** Consents of these persons at one creditor, oldest first. */
export const consentsOf = (tx: Transaction, creditorId: string, personIds: readonly string[]) =>
  askInChunks(personIds, (some) =>
    tx
      .select()
      .from(consentEvent)
      .where(and(eq(consentEvent.creditorId, creditorId), inArray(consentEvent.personId, some)))
      .orderBy(consentEvent.occurredAt, consentEvent.recordedAt, consentEvent.id),
  );

export const insertConsents = (tx: Transaction, rows: readonly ConsentRow[]): Promise<void> =>
  inChunks(rows, (some) => tx.insert(consentEvent).values(some));
