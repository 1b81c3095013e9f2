import { foreignKey, index, integer, jsonb, primaryKey, snakeCase, text, unique, uuid } from 'drizzle-orm/pg-core';
import { ATTEMPT_STATUSES } from '#domain/contact/attempt-status.ts';
import { creditorId, instant, recordedAt, stepId, tenantId } from '#db/schema/columns.ts';
import { collectionCase } from '#db/schema/collection-case.ts';

/** One try at reaching a person on one channel. Its id is its step's id; its status only rises. */
export const attempt = snakeCase.table(
  'attempt',
  {
    id: stepId().primaryKey(),
    tenantId: tenantId(),
    creditorId: creditorId(),
    caseId: uuid().notNull(),
    partyId: uuid().notNull(),
    personId: uuid().notNull(),
    contactPointId: uuid(),
    addressHash: text(),
    role: text().notNull(),
    channel: text().notNull(),
    provider: text().notNull(),
    providerAccountId: uuid(),
    providerMessageId: text(),
    /** Account ids the contact is about. */
    debts: text().array().notNull(),
    status: text({ enum: ATTEMPT_STATUSES }).notNull(),
    /** Why it never left: the rule or stop that spoke. */
    refusal: text(),
    verdictId: uuid(),
    gatedAt: instant(),
    /** While `submitting`: until when the winner of the compare-and-set may still be calling the provider. */
    leaseUntil: instant(),
    /** On the tenant's calendar: what caps count. */
    occurredAt: instant().notNull(),
    recordedAt: recordedAt(),
    updatedAt: recordedAt(),
  },
  (t) => [
    unique('attempt_tenant_id_key').on(t.tenantId, t.id),
    index('attempt_person_idx').on(t.tenantId, t.personId, t.occurredAt.desc()),
    index('attempt_address_idx').on(t.tenantId, t.addressHash),
    index('attempt_case_idx').on(t.caseId, t.occurredAt.desc()),
    index('attempt_provider_message_idx').on(t.tenantId, t.providerMessageId),
    foreignKey({ columns: [t.tenantId, t.caseId], foreignColumns: [collectionCase.tenantId, collectionCase.id] }),
  ],
);

/** Append-only, chained: what became of an attempt, in the order it was learned. */
export const attemptEvent = snakeCase.table(
  'attempt_event',
  {
    attemptId: stepId().notNull(),
    seq: integer().notNull(),
    tenantId: tenantId(),
    creditorId: creditorId(),
    status: text({ enum: ATTEMPT_STATUSES }).notNull(),
    /** False: evidence that came late, below the status already reached. */
    raised: text({ enum: ['yes', 'no'] }).notNull(),
    evidence: text().notNull(),
    detail: jsonb().$type<Record<string, unknown>>().notNull(),
    recordedAt: instant().notNull(),
    previousHash: text(),
    hash: text(),
  },
  (t) => [
    primaryKey({ columns: [t.attemptId, t.seq] }),
    foreignKey({ columns: [t.tenantId, t.attemptId], foreignColumns: [attempt.tenantId, attempt.id] }),
  ],
);

/** What the gate answered, with everything it read: enough to ask it again. Ids and hashes only. */
export const gateVerdict = snakeCase.table(
  'gate_verdict',
  {
    id: uuid().primaryKey(),
    tenantId: tenantId(),
    creditorId: creditorId(),
    caseId: uuid().notNull(),
    /** Null where somebody only asked. */
    attemptId: stepId(),
    decision: text({ enum: ['allow', 'delay', 'deny', 'needs-approval'] }).notNull(),
    rule: text(),
    verdict: jsonb().$type<Record<string, unknown>>().notNull(),
    facts: jsonb().$type<Record<string, unknown>>().notNull(),
    packs: text().notNull(),
    gateHash: text().notNull(),
    askedAt: instant().notNull(),
    recordedAt: recordedAt(),
  },
  (t) => [index('gate_verdict_case_idx').on(t.caseId, t.recordedAt.desc()), index('gate_verdict_attempt_idx').on(t.attemptId)],
);

/** The words of a message, in or out. Erasable; a message that found no case waits for triage. */
export const message = snakeCase.table(
  'message',
  {
    id: uuid().primaryKey(),
    tenantId: tenantId(),
    creditorId: uuid(),
    caseId: uuid(),
    partyId: uuid(),
    attemptId: stepId(),
    direction: text({ enum: ['in', 'out'] }).notNull(),
    channel: text().notNull(),
    address: text().notNull(),
    addressHash: text().notNull(),
    text: text().notNull(),
    templateKey: text(),
    templateVersion: integer(),
    understood: jsonb().$type<Record<string, unknown>>(),
    providerMessageId: text(),
    occurredAt: instant().notNull(),
    recordedAt: recordedAt(),
  },
  (t) => [
    unique('message_attempt_key').on(t.attemptId),
    index('message_case_idx').on(t.caseId, t.occurredAt.desc()),
    index('message_address_idx').on(t.tenantId, t.addressHash, t.occurredAt.desc()),
  ],
);
