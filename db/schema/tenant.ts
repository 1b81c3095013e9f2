import { boolean, index, integer, jsonb, primaryKey, snakeCase, text, unique, uuid } from 'drizzle-orm/pg-core';
import { creditorId, instant, recordedAt, tenantId } from '#db/schema/columns.ts';

export const tenant = snakeCase.table('tenant', {
  id: uuid().primaryKey(),
  name: text().notNull(),
  /** Sandbox tenants may run a fast calendar and never reach a real provider. */
  sandbox: boolean().notNull(),
  country: text().notNull(),
  createdAt: recordedAt(),
});

export const creditor = snakeCase.table(
  'creditor',
  {
    id: uuid().primaryKey(),
    tenantId: tenantId(),
    name: text().notNull(),
    /** Whether the tenant collects in the creditor's own name or as an agency; rules differ. */
    collector: text({ enum: ['first_party', 'third_party'] }).notNull(),
    creditorType: text().notNull(),
    playbookId: uuid(),
    createdAt: recordedAt(),
  },
  (t) => [unique('creditor_tenant_id_key').on(t.tenantId, t.id), unique('creditor_tenant_name_key').on(t.tenantId, t.name)],
);

/** Points at which a tenant's calendar was set, paused or given another rate. Append-only. */
export const clockAnchor = snakeCase.table(
  'clock_anchor',
  {
    tenantId: tenantId(),
    seq: integer().notNull(),
    realAt: instant().notNull(),
    tenantAt: instant().notNull(),
    /** Tenant milliseconds per real one; 0 is paused. */
    rate: integer().notNull(),
    because: text({ enum: ['started', 'paused', 'resumed', 'stopped', 'rate-changed'] }).notNull(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.seq] })],
);

/** The last instant at which something ran; the calendar stands still from here until the next start. */
export const clockBeat = snakeCase.table('clock_beat', {
  id: integer().primaryKey(),
  realAt: instant().notNull(),
});

export const holiday = snakeCase.table(
  'holiday',
  { tenantId: tenantId(), country: text().notNull(), day: text().notNull(), name: text().notNull() },
  (t) => [primaryKey({ columns: [t.tenantId, t.country, t.day] })],
);

/** Append-only: who did, saw or changed what. */
export const auditEvent = snakeCase.table(
  'audit_event',
  {
    id: uuid().primaryKey(),
    tenantId: tenantId(),
    creditorId: uuid(),
    actor: text().notNull(),
    action: text().notNull(),
    subject: text().notNull(),
    detail: jsonb().$type<Record<string, unknown>>().notNull(),
    recordedAt: recordedAt(),
  },
  (t) => [index('audit_event_subject_idx').on(t.tenantId, t.subject, t.recordedAt.desc())],
);

/** A switched-off part: a row here that matches a contact stops it. Null means every one. */
export const killSwitch = snakeCase.table(
  'kill_switch',
  {
    id: uuid().primaryKey(),
    tenantId: tenantId(),
    creditorId: uuid(),
    channel: text(),
    provider: text(),
    because: text().notNull(),
    offBy: text().notNull(),
    offAt: recordedAt(),
    onBy: text(),
    onAt: instant(),
  },
  (t) => [index('kill_switch_tenant_idx').on(t.tenantId)],
);

/** A rule switched to blocking by a person's recorded signature. */
export const policySignature = snakeCase.table(
  'policy_signature',
  { tenantId: tenantId(), ruleId: text().notNull(), signedBy: text().notNull(), signedAt: recordedAt(), note: text().notNull() },
  (t) => [primaryKey({ columns: [t.tenantId, t.ruleId] })],
);

/** Rules of the tenant's own, in the packs' format. */
export const tenantRule = snakeCase.table(
  'tenant_rule',
  {
    tenantId: tenantId(),
    ruleId: text().notNull(),
    rule: jsonb().$type<Record<string, unknown>>().notNull(),
    addedBy: text().notNull(),
    addedAt: recordedAt(),
    retiredAt: instant(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.ruleId] })],
);

/** Steps of contact as data; a version is immutable and pinned by each case. */
export const playbook = snakeCase.table(
  'playbook',
  {
    id: uuid().primaryKey(),
    tenantId: tenantId(),
    key: text().notNull(),
    version: integer().notNull(),
    body: jsonb().$type<Record<string, unknown>>().notNull(),
    publishedAt: recordedAt(),
  },
  (t) => [unique('playbook_tenant_key_version_key').on(t.tenantId, t.key, t.version)],
);

export const template = snakeCase.table(
  'template',
  {
    id: uuid().primaryKey(),
    tenantId: tenantId(),
    creditorId: creditorId(),
    key: text().notNull(),
    channel: text().notNull(),
    locale: text().notNull(),
    version: integer().notNull(),
    text: text().notNull(),
    publishedAt: recordedAt(),
  },
  (t) => [unique('template_key').on(t.tenantId, t.creditorId, t.key, t.channel, t.locale, t.version)],
);
