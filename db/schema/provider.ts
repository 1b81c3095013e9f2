import { foreignKey, index, snakeCase, text, unique, uuid } from 'drizzle-orm/pg-core';
import { creditorId, recordedAt, tenantId } from '#db/schema/columns.ts';
import { creditor } from '#db/schema/tenant.ts';

/** A tenant's own credentials at a provider; the secret is sealed with the installation's key. */
export const providerAccount = snakeCase.table(
  'provider_account',
  {
    id: uuid().primaryKey(),
    tenantId: tenantId(),
    provider: text({ enum: ['twilio'] }).notNull(),
    accountSid: text().notNull(),
    sealedToken: text().notNull(),
    baseUrl: text().notNull(),
    /** True: the sandbox's carrier. A tenant that is no sandbox may not use one, and the other way round. */
    sandbox: text({ enum: ['yes', 'no'] }).notNull(),
    createdAt: recordedAt(),
  },
  (t) => [unique('provider_account_tenant_id_key').on(t.tenantId, t.id)],
);

/** A number or address contacts leave from; tells which creditor an answer is for. */
export const sender = snakeCase.table(
  'sender',
  {
    id: uuid().primaryKey(),
    tenantId: tenantId(),
    creditorId: creditorId(),
    providerAccountId: uuid().notNull(),
    channel: text().notNull(),
    address: text().notNull(),
  },
  (t) => [
    unique('sender_address_key').on(t.providerAccountId, t.channel, t.address),
    index('sender_creditor_idx').on(t.tenantId, t.creditorId, t.channel),
    foreignKey({ columns: [t.tenantId, t.providerAccountId], foreignColumns: [providerAccount.tenantId, providerAccount.id] }),
    foreignKey({ columns: [t.tenantId, t.creditorId], foreignColumns: [creditor.tenantId, creditor.id] }),
  ],
);

/** Each event of a provider, once. The row is what makes a second delivery a no-op. */
export const webhook = snakeCase.table(
  'webhook',
  {
    id: uuid().primaryKey(),
    tenantId: tenantId(),
    providerAccountId: uuid().notNull(),
    dedupeKey: text().notNull(),
    kind: text().notNull(),
    attemptId: text(),
    outcome: text().notNull(),
    recordedAt: recordedAt(),
  },
  (t) => [unique('webhook_dedupe_key').on(t.providerAccountId, t.dedupeKey), index('webhook_attempt_idx').on(t.attemptId)],
);
