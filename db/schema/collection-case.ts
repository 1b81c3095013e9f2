import { sql } from 'drizzle-orm';
import { bigint, boolean, foreignKey, index, integer, jsonb, primaryKey, snakeCase, text, unique, uuid } from 'drizzle-orm/pg-core';
import type { Answer, Case, CaseEvent, CaseInput } from '#domain/case/vocabulary.ts';
import { creditorId, instant, recordedAt, stepId, tenantId } from '#db/schema/columns.ts';
import { party } from '#db/schema/person.ts';
import { playbook } from '#db/schema/tenant.ts';

/** One debtor group at one creditor; the wide row that rarely changes. */
export const collectionCase = snakeCase.table(
  'collection_case',
  {
    id: uuid().primaryKey(),
    tenantId: tenantId(),
    creditorId: creditorId(),
    /** What people say on the telephone. */
    reference: text().notNull(),
    debtorPartyId: uuid().notNull(),
    playbookId: uuid()
      .notNull()
      .references(() => playbook.id),
    openedAt: recordedAt(),
  },
  (t) => [
    unique('collection_case_tenant_id_key').on(t.tenantId, t.id),
    unique('collection_case_reference_key').on(t.tenantId, t.reference),
    unique('collection_case_debtor_key').on(t.tenantId, t.debtorPartyId),
    foreignKey({ columns: [t.tenantId, t.debtorPartyId], foreignColumns: [party.tenantId, party.id] }),
  ],
);

/** Projection of `case_event`, hot and narrow; the row a decision locks. */
export const caseState = snakeCase.table(
  'case_state',
  {
    caseId: uuid().primaryKey(),
    tenantId: tenantId(),
    creditorId: creditorId(),
    /** The case's generation; work of an older one is refused. */
    epoch: integer().notNull().default(1),
    /** Sequence number of the last event folded into `state`. */
    seq: integer().notNull().default(0),
    state: jsonb().$type<Case>(),
    /** Hash of the `evolve` that made `state`; under another it is folded again. */
    evolveHash: text(),
    stage: text().notNull().default('new'),
    open: boolean().notNull().default(true),
    balanceMinor: bigint({ mode: 'number' }).notNull().default(0),
    currency: text(),
    wakeAt: instant(),
    because: text().notNull().default(''),
    decidedAt: instant(),
    updatedAt: recordedAt(),
  },
  (t) => [
    foreignKey({ columns: [t.tenantId, t.caseId], foreignColumns: [collectionCase.tenantId, collectionCase.id] }),
    index('case_state_stage_idx').on(t.tenantId, t.creditorId, t.open, t.stage, t.updatedAt),
    index('case_state_wake_idx').on(t.wakeAt),
  ],
);

/** Truth: what became of the case, one row a fact, chained by hash at insert. Append-only. */
export const caseEvent = snakeCase.table(
  'case_event',
  {
    caseId: uuid().notNull(),
    seq: integer().notNull(),
    tenantId: tenantId(),
    creditorId: creditorId(),
    type: text().notNull(),
    body: jsonb().$type<CaseEvent>().notNull(),
    inputId: uuid().notNull(),
    /** On the tenant's calendar. */
    occurredAt: instant().notNull(),
    recordedAt: instant().notNull(),
    previousHash: text(),
    hash: text(),
  },
  (t) => [
    primaryKey({ columns: [t.caseId, t.seq] }),
    foreignKey({ columns: [t.tenantId, t.caseId], foreignColumns: [collectionCase.tenantId, collectionCase.id] }),
    index('case_event_recorded_idx').on(t.tenantId, t.recordedAt),
  ],
);

/** Something to do, done by the activity of that name. */
export const caseStep = snakeCase.table(
  'case_step',
  {
    id: stepId().primaryKey(),
    caseId: uuid().notNull(),
    tenantId: tenantId(),
    creditorId: creditorId(),
    epoch: integer().notNull(),
    type: text().notNull(),
    body: jsonb().$type<Record<string, unknown>>().notNull(),
    because: text().notNull(),
    status: text({ enum: ['pending', 'done', 'cancelled', 'failed'] })
      .notNull()
      .default('pending'),
    outcome: jsonb().$type<Record<string, unknown>>(),
    createdAt: recordedAt(),
    endedAt: instant(),
  },
  (t) => [
    foreignKey({ columns: [t.tenantId, t.caseId], foreignColumns: [collectionCase.tenantId, collectionCase.id] }),
    index('case_step_pending_idx').on(t.caseId, t.status),
    index('case_step_waiting_idx')
      .on(t.createdAt)
      .where(sql`status = 'pending'`),
  ],
);

/** The table of inputs: facts and requests waiting for their case, and the answers given. */
export const inbox = snakeCase.table(
  'inbox',
  {
    id: uuid().primaryKey(),
    position: bigint({ mode: 'number' }).generatedAlwaysAsIdentity().notNull(),
    tenantId: tenantId(),
    creditorId: creditorId(),
    caseId: uuid().notNull(),
    type: text().notNull(),
    body: jsonb().$type<CaseInput>().notNull(),
    recordedAt: recordedAt(),
    /** Null: the relay still has to ring. Rows written by a step ring no bell. */
    signalledAt: instant(),
    takenAt: instant(),
    answer: jsonb().$type<Answer>(),
    failures: integer().notNull().default(0),
    error: text(),
    parkedAt: instant(),
  },
  (t) => [
    foreignKey({ columns: [t.tenantId, t.caseId], foreignColumns: [collectionCase.tenantId, collectionCase.id] }),
    index('inbox_case_idx').on(t.caseId, t.position),
    // Few rows wait at any time; these stay as small as that.
    index('inbox_untaken_idx')
      .on(t.caseId, t.position)
      .where(sql`taken_at is null and parked_at is null`),
    index('inbox_unsignalled_idx')
      .on(t.position)
      .where(sql`signalled_at is null`),
  ],
);
