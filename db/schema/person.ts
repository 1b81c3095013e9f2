import { foreignKey, index, jsonb, snakeCase, text, unique, uuid } from 'drizzle-orm/pg-core';
import { creditorId, instant, recordedAt, tenantId } from '#db/schema/columns.ts';
import { creditor } from '#db/schema/tenant.ts';

/** One human over all creditors of a tenant. Read by the gate alone: caps and opt-outs are counted here. */
export const person = snakeCase.table(
  'person',
  {
    id: uuid().primaryKey(),
    tenantId: tenantId(),
    /** Keyed hash of the national id, else of name and birth date; null when neither is known. */
    keyHash: text(),
    createdAt: recordedAt(),
  },
  (t) => [unique('person_tenant_key').on(t.tenantId, t.keyHash), unique('person_tenant_id_key').on(t.tenantId, t.id)],
);

/** A person as one creditor knows them. Erasable. */
export const party = snakeCase.table(
  'party',
  {
    id: uuid().primaryKey(),
    tenantId: tenantId(),
    creditorId: creditorId(),
    personId: uuid().notNull(),
    name: text().notNull(),
    givenName: text(),
    familyName: text(),
    bornOn: text(),
    idLast4: text(),
    /** Keyed hash, for recognising the person in a later delivery. */
    nationalIdHash: text(),
    language: text(),
    address: jsonb()
      .$type<{ line1?: string; line2?: string; city?: string; region?: string; postalCode?: string; country?: string }>()
      .notNull(),
    createdAt: recordedAt(),
  },
  (t) => [
    unique('party_tenant_id_key').on(t.tenantId, t.id),
    index('party_person_idx').on(t.tenantId, t.personId),
    foreignKey({ columns: [t.tenantId, t.creditorId], foreignColumns: [creditor.tenantId, creditor.id] }),
    foreignKey({ columns: [t.tenantId, t.personId], foreignColumns: [person.tenantId, person.id] }),
  ],
);

export const contactPoint = snakeCase.table(
  'contact_point',
  {
    id: uuid().primaryKey(),
    tenantId: tenantId(),
    creditorId: creditorId(),
    partyId: uuid().notNull(),
    kind: text({ enum: ['phone', 'email'] }).notNull(),
    value: text().notNull(),
    /** Keyed hash of the value: what events, latches and counts refer to. */
    addressHash: text().notNull(),
    phoneType: text({ enum: ['mobile', 'home', 'work', 'other'] }),
    /** Every zone the debtor may be in as far as this address tells. */
    zones: text().array().notNull(),
    state: text({ enum: ['unproved', 'right-party', 'wrong-person', 'invalid'] })
      .notNull()
      .default('unproved'),
    stateAt: instant(),
    createdAt: recordedAt(),
  },
  (t) => [
    unique('contact_point_party_value_key').on(t.tenantId, t.partyId, t.kind, t.value),
    unique('contact_point_tenant_id_key').on(t.tenantId, t.id),
    index('contact_point_address_idx').on(t.tenantId, t.addressHash),
    foreignKey({ columns: [t.tenantId, t.partyId], foreignColumns: [party.tenantId, party.id] }),
  ],
);

/** Append-only: consents given and revoked, with their evidence. */
export const consentEvent = snakeCase.table(
  'consent_event',
  {
    id: uuid().primaryKey(),
    tenantId: tenantId(),
    creditorId: creditorId(),
    personId: uuid().notNull(),
    type: text().notNull(),
    change: text({ enum: ['given', 'revoked'] }).notNull(),
    addressHash: text(),
    occurredAt: instant().notNull(),
    source: text().notNull(),
    recordedAt: recordedAt(),
  },
  (t) => [
    index('consent_event_person_idx').on(t.tenantId, t.personId),
    foreignKey({ columns: [t.tenantId, t.personId], foreignColumns: [person.tenantId, person.id] }),
  ],
);

/** An opt-out, set once in the transaction that received the words. It outlives the erased message: hashes only. */
export const latch = snakeCase.table(
  'latch',
  {
    id: uuid().primaryKey(),
    tenantId: tenantId(),
    /** Null: nobody was known at the address yet, and whoever is written to there later is stopped by it alone. */
    personId: uuid(),
    channel: text().notNull(),
    addressHash: text().notNull(),
    setAt: recordedAt(),
    /** The dedupe key of the webhook, or the input, that carried the words. */
    evidence: text().notNull(),
  },
  (t) => [
    unique('latch_person_channel_address_key').on(t.tenantId, t.personId, t.channel, t.addressHash).nullsNotDistinct(),
    index('latch_address_idx').on(t.tenantId, t.addressHash),
    foreignKey({ columns: [t.tenantId, t.personId], foreignColumns: [person.tenantId, person.id] }),
  ],
);
