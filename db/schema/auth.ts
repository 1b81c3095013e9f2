import { boolean, foreignKey, index, integer, primaryKey, snakeCase, text, timestamp, unique, uuid } from 'drizzle-orm/pg-core';
import { creditor } from '#db/schema/tenant.ts';
import { instant, recordedAt } from '#db/schema/columns.ts';

export const ROLES = ['collector', 'strategist', 'supervisor', 'admin'] as const;

export const authSchema = snakeCase.schema('auth');
const at = () => timestamp({ withTimezone: true }).notNull().defaultNow();

export const user = authSchema.table('user', {
  id: text().primaryKey(),
  name: text().notNull(),
  email: text().notNull().unique(),
  emailVerified: boolean().notNull().default(false),
  image: text(),
  tenantId: uuid(),
  createdAt: at(),
  updatedAt: at(),
});
export const session = authSchema.table('session', {
  id: text().primaryKey(),
  expiresAt: timestamp({ withTimezone: true }).notNull(),
  token: text().notNull().unique(),
  createdAt: at(),
  updatedAt: at(),
  ipAddress: text(),
  userAgent: text(),
  userId: text()
    .notNull()
    .references(() => user.id, { onDelete: 'cascade' }),
});
export const authAccount = authSchema.table('account', {
  id: text().primaryKey(),
  accountId: text().notNull(),
  providerId: text().notNull(),
  userId: text()
    .notNull()
    .references(() => user.id, { onDelete: 'cascade' }),
  accessToken: text(),
  refreshToken: text(),
  idToken: text(),
  accessTokenExpiresAt: timestamp({ withTimezone: true }),
  refreshTokenExpiresAt: timestamp({ withTimezone: true }),
  scope: text(),
  password: text(),
  createdAt: at(),
  updatedAt: at(),
});
export const verification = authSchema.table('verification', {
  id: text().primaryKey(),
  identifier: text().notNull(),
  value: text().notNull(),
  expiresAt: timestamp({ withTimezone: true }).notNull(),
  createdAt: at(),
  updatedAt: at(),
});

/** What a signed-in person is here: their tenant, role and how many handoffs they may hold at once. */
export const member = authSchema.table(
  'member',
  {
    userId: text()
      .primaryKey()
      .references(() => user.id, { onDelete: 'cascade' }),
    tenantId: uuid().notNull(),
    name: text().notNull(),
    role: text({ enum: ROLES }).notNull(),
    capacity: integer().notNull().default(5),
    leftAt: instant(),
  },
  (t) => [unique('member_tenant_user_key').on(t.tenantId, t.userId)],
);

export const creditorGrant = authSchema.table(
  'creditor_grant',
  { tenantId: uuid().notNull(), userId: text().notNull(), creditorId: uuid().notNull(), grantedAt: recordedAt() },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.userId, t.creditorId] }),
    foreignKey({ columns: [t.tenantId, t.userId], foreignColumns: [member.tenantId, member.userId] }).onDelete('cascade'),
    foreignKey({ columns: [t.tenantId, t.creditorId], foreignColumns: [creditor.tenantId, creditor.id] }),
  ],
);

/** Only the hash of a key is kept; the key itself is shown once. */
export const apiKey = authSchema.table(
  'api_key',
  {
    id: uuid().primaryKey(),
    tenantId: uuid().notNull(),
    name: text().notNull(),
    hash: text().notNull().unique(),
    scopes: text().array().notNull(),
    creditorIds: uuid().array().notNull(),
    createdAt: recordedAt(),
    revokedAt: instant(),
  },
  (t) => [index('api_key_tenant_idx').on(t.tenantId)],
);
