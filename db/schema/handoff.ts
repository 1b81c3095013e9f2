import { foreignKey, index, snakeCase, text, uuid } from 'drizzle-orm/pg-core';
import { creditorId, instant, recordedAt, stepId, tenantId } from '#db/schema/columns.ts';
import { collectionCase } from '#db/schema/collection-case.ts';

/** A case that needs a person: offered, claimed, completed or returned. Hot: capacity is counted here. */
export const handoff = snakeCase.table(
  'handoff',
  {
    id: uuid().primaryKey(),
    tenantId: tenantId(),
    creditorId: creditorId(),
    caseId: uuid().notNull(),
    stepId: stepId().notNull().unique(),
    team: text().notNull(),
    because: text().notNull(),
    status: text({ enum: ['offered', 'claimed', 'completed', 'withdrawn'] }).notNull(),
    offeredAt: instant().notNull(),
    claimedBy: text(),
    claimedAt: instant(),
    /** Real time: a claim left idle goes back to the queue. */
    leaseUntil: instant(),
    endedAt: instant(),
    disposition: text(),
    recordedAt: recordedAt(),
  },
  (t) => [
    index('handoff_queue_idx').on(t.tenantId, t.creditorId, t.status, t.offeredAt),
    index('handoff_claimed_by_idx').on(t.tenantId, t.claimedBy, t.status),
    index('handoff_case_idx').on(t.caseId),
    foreignKey({ columns: [t.tenantId, t.caseId], foreignColumns: [collectionCase.tenantId, collectionCase.id] }),
  ],
);

/** No contact, until. Read by the gate under its locks, so it stops what is already on its way out. */
export const hold = snakeCase.table(
  'hold',
  {
    id: uuid().primaryKey(),
    tenantId: tenantId(),
    creditorId: creditorId(),
    caseId: uuid().notNull(),
    kind: text({ enum: ['manual', 'dispute', 'paid-claim', 'hardship', 'quality'] }).notNull(),
    because: text().notNull(),
    /** On the tenant's calendar; null: until released. */
    until: instant(),
    placedBy: text().notNull(),
    placedAt: recordedAt(),
    releasedBy: text(),
    releasedAt: instant(),
  },
  (t) => [
    index('hold_case_idx').on(t.caseId, t.releasedAt),
    foreignKey({ columns: [t.tenantId, t.caseId], foreignColumns: [collectionCase.tenantId, collectionCase.id] }),
  ],
);

/** Free text a person wrote about a case. Erasable. */
export const note = snakeCase.table(
  'note',
  {
    id: uuid().primaryKey(),
    tenantId: tenantId(),
    creditorId: creditorId(),
    caseId: uuid().notNull(),
    inputId: uuid().notNull().unique(),
    author: text().notNull(),
    text: text().notNull(),
    recordedAt: recordedAt(),
  },
  (t) => [
    index('note_case_idx').on(t.caseId, t.recordedAt.desc()),
    foreignKey({ columns: [t.tenantId, t.caseId], foreignColumns: [collectionCase.tenantId, collectionCase.id] }),
  ],
);
