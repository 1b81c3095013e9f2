import { z } from 'zod';
import { CHANNELS, OUTCOMES } from './facts.ts';
import type { Pack, Rule } from './pack.ts';

const Names = z.array(z.string().min(1)).min(1).readonly();
const Time = z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/);
const Slots = z.array(z.tuple([Time, Time]).refine(([start, end]) => start < end, 'a slot ends after it starts')).readonly();
const LocalDate = z.iso.date();

const Applies = z.strictObject({
  channels: z.array(z.enum(CHANNELS)).min(1).readonly().optional(),
  not_channels: z.array(z.enum(CHANNELS)).min(1).readonly().optional(),
  roles: Names.optional(),
  not_roles: Names.optional(),
  creditors: Names.optional(),
  queues: Names.optional(),
});

const Count = z.strictObject({
  type: z.literal('count'),
  limit: z.int().min(0),
  window: z.union([
    z.strictObject({ unit: z.literal('local_days'), length: z.int().min(1).max(366) }),
    z.strictObject({ unit: z.literal('forever') }),
  ]),
  per: z
    .array(z.enum(['person', 'person_group', 'address', 'particular_debt', 'creditor']))
    .min(1)
    .readonly(),
  person_group: Names.optional(),
  count_outcomes: z.union([z.literal('any'), z.array(z.enum(OUTCOMES)).min(1).readonly()]),
  exclude_outcomes: z.array(z.enum(OUTCOMES)).readonly().optional(),
  exclude_when: z.array(z.enum(['prior_consent', 'wrong_number', 'reply'])).readonly(),
  current_excluded_if: z
    .array(z.enum(['prior_consent', 'reply']))
    .readonly()
    .optional(),
});

const WeeklyWindow = z.strictObject({
  type: z.literal('weekly_window'),
  tz_policy: z.enum(['all', 'primary']),
  windows: z.strictObject({ mon: Slots, tue: Slots, wed: Slots, thu: Slots, fri: Slots, sat: Slots, sun: Slots }),
  holiday_windows: Slots.nullable(),
  consent_override: z.string().nullable(),
  consent_direct_only: z.boolean().optional(),
});

const RequiresConsent = z.strictObject({
  type: z.literal('requires_consent'),
  consent: z.string().min(1),
  scope: z.enum(['person', 'address']),
  unless_reply: z.boolean().optional(),
});

const Forbidden = z.strictObject({ type: z.literal('forbidden') });

/** A rule a tenant adds for itself: a cap, hours, a consent or a ban. The packs' rules stay as they are; it can only be stricter. */
export const TenantRule = z.strictObject({
  id: z.string().regex(/^TENANT-[A-Z0-9-]+$/),
  title: z.string().min(1).max(200),
  precedence: z.int().min(0).max(999).default(90),
  enforce: z.enum(['block', 'warn']).default('block'),
  effective_from: LocalDate.optional(),
  effective_to: LocalDate.optional(),
  applies: Applies.default({}),
  params: z.discriminatedUnion('type', [Count, WeeklyWindow, RequiresConsent, Forbidden]),
});
export type TenantRule = z.infer<typeof TenantRule>;

/**
 * A tenant's rules as one more pack for `compile`.
 * @param rules read with `TenantRule`; the tenant vouches for its own, so they need no signature
 * @param asOf date of their last change
 */
export function tenantPack(rules: readonly TenantRule[], asOf: string): Pack {
  const bind = (rule: TenantRule) =>
    ({ ...rule, kind: 'tenant', status: 'in_force', citation: 'the tenant', verified: true, verification: 'primary' }) as Rule;
  return {
    pack: 'TENANT',
    jurisdiction: '*',
    name: 'Rules of the tenant',
    extends: [],
    channels: ['*'],
    as_of: asOf,
    rules: rules.map(bind),
  };
}
