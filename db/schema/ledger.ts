import { foreignKey, index, integer, snakeCase, text, unique, uuid } from 'drizzle-orm/pg-core';
import { creditorId, currency, instant, minor, recordedAt, tenantId } from '#db/schema/columns.ts';
import { collectionCase } from '#db/schema/collection-case.ts';
import { account } from '#db/schema/placement.ts';

/** Truth about money: append-only, chained per account; the balance is its sum. */
export const ledgerEntry = snakeCase.table(
  'ledger_entry',
  {
    id: uuid().primaryKey(),
    tenantId: tenantId(),
    creditorId: creditorId(),
    accountId: uuid().notNull(),
    seq: integer().notNull(),
    kind: text({ enum: ['placement', 'payment', 'reversal', 'correction'] }).notNull(),
    /** Change of the balance, signed: a payment is negative. */
    amountMinor: minor().notNull(),
    currency: currency().notNull(),
    /** The sender's own id of the entry; a repeat of it is a no-op. */
    externalId: text().notNull(),
    occurredAt: instant().notNull(),
    recordedAt: recordedAt(),
    previousHash: text(),
    hash: text(),
  },
  (t) => [
    unique('ledger_entry_external_key').on(t.tenantId, t.creditorId, t.kind, t.externalId),
    unique('ledger_entry_account_seq_key').on(t.accountId, t.seq),
    foreignKey({ columns: [t.tenantId, t.accountId], foreignColumns: [account.tenantId, account.id] }),
  ],
);

/** Amount and day a debtor named. Its state comes from the ledger alone. */
export const promise = snakeCase.table(
  'promise',
  {
    id: uuid().primaryKey(),
    tenantId: tenantId(),
    creditorId: creditorId(),
    caseId: uuid().notNull(),
    amountMinor: minor().notNull(),
    currency: currency().notNull(),
    dueOn: text().notNull(),
    state: text({ enum: ['open', 'kept', 'broken', 'withdrawn'] }).notNull(),
    madeBy: text().notNull(),
    madeAt: instant().notNull(),
    endedAt: instant(),
    recordedAt: recordedAt(),
  },
  (t) => [
    index('promise_case_idx').on(t.caseId, t.madeAt.desc()),
    foreignKey({ columns: [t.tenantId, t.caseId], foreignColumns: [collectionCase.tenantId, collectionCase.id] }),
  ],
);
