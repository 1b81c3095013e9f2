import { foreignKey, index, jsonb, primaryKey, snakeCase, text, unique, uuid } from 'drizzle-orm/pg-core';
import { creditorId, currency, instant, minor, recordedAt, tenantId } from '#db/schema/columns.ts';
import { collectionCase } from '#db/schema/collection-case.ts';
import { party } from '#db/schema/person.ts';

/** Accounts received together: one file, stored whole or not at all. */
export const placement = snakeCase.table(
  'placement',
  {
    id: uuid().primaryKey(),
    tenantId: tenantId(),
    creditorId: creditorId(),
    fileName: text().notNull(),
    fileHash: text().notNull(),
    receivedOn: text().notNull(),
    receivedBy: text().notNull(),
    report: jsonb().$type<Record<string, unknown>>().notNull(),
    recordedAt: recordedAt(),
  },
  (t) => [index('placement_tenant_idx').on(t.tenantId, t.creditorId, t.recordedAt.desc())],
);

export const account = snakeCase.table(
  'account',
  {
    id: uuid().primaryKey(),
    tenantId: tenantId(),
    creditorId: creditorId(),
    caseId: uuid().notNull(),
    placementId: uuid()
      .notNull()
      .references(() => placement.id),
    accountRef: text().notNull(),
    /** The imported values as stored, for recognising an unchanged re-delivery. */
    values: jsonb().$type<Record<string, unknown>>().notNull(),
    currency: currency().notNull(),
    principalMinor: minor().notNull(),
    interestMinor: minor().notNull(),
    feesMinor: minor().notNull(),
    costsMinor: minor().notNull(),
    /** Projection of the ledger. */
    balanceMinor: minor().notNull(),
    status: text({ enum: ['open', 'closed', 'recalled'] })
      .notNull()
      .default('open'),
    closureReason: text(),
    closedAt: instant(),
    placedAt: recordedAt(),
  },
  (t) => [
    unique('account_ref_key').on(t.tenantId, t.creditorId, t.accountRef),
    unique('account_tenant_id_key').on(t.tenantId, t.id),
    index('account_case_idx').on(t.caseId),
    foreignKey({ columns: [t.tenantId, t.caseId], foreignColumns: [collectionCase.tenantId, collectionCase.id] }),
  ],
);

export const partyRole = snakeCase.table(
  'party_role',
  {
    tenantId: tenantId(),
    creditorId: creditorId(),
    accountId: uuid().notNull(),
    partyId: uuid().notNull(),
    role: text({ enum: ['debtor', 'co-debtor', 'guarantor', 'reference'] }).notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.accountId, t.partyId, t.role] }),
    index('party_role_party_idx').on(t.partyId),
    foreignKey({ columns: [t.tenantId, t.accountId], foreignColumns: [account.tenantId, account.id] }),
    foreignKey({ columns: [t.tenantId, t.partyId], foreignColumns: [party.tenantId, party.id] }),
  ],
);
