import { FIRST_PLAYBOOK } from '#domain/playbook/first-playbook.ts';
import { TenantRule } from '#domain/compliance/tenant-rule.ts';
import { asTenant, type Db, type Transaction } from '#db/client.ts';
import { inputId } from '#db/input-id.ts';
import { seal } from '#db/seal.ts';
import {
  clockAnchor,
  creditor,
  holiday,
  playbook,
  policySignature,
  providerAccount,
  sender,
  template,
  tenant,
  tenantRule,
} from '#db/schema/index.ts';
import { accountOf } from '#sandbox/carrier/account.ts';
import { NORTHQUAY, type DemoTenant } from '#cli/demo/cast.ts';
import { publicHolidays } from '#cli/demo/holidays.ts';
import { DEMO_TEMPLATES } from '#cli/demo/templates.ts';

const COUNTRY = 'US';
/** A day is a minute. */
const RATE = 1440;
/** A Tuesday, 09:00 in New York. */
const FIRST_MORNING = new Date('2026-11-03T14:00:00Z');

/** A cap of the tenant's own, beside the packs' rules. */
const WEEKLY_CAP = TenantRule.parse({
  id: 'TENANT-CAP-WEEK',
  title: 'No more than three messages a week to one person',
  applies: { channels: ['sms', 'whatsapp', 'email', 'rcs', 'push'] },
  params: {
    type: 'count',
    limit: 3,
    window: { unit: 'local_days', length: 7 },
    per: ['person'],
    count_outcomes: 'any',
    exclude_outcomes: ['failed'],
    exclude_when: [],
  },
});

type Site = { owner: Db; secret: string; sandboxUrl: string; now: number };

/** A tenant with creditors, playbook, holidays and a calendar that starts now. Rows that are there stay as they are. */
export function seedTenant(site: Site, of: DemoTenant): Promise<void> {
  return asTenant(site.owner, of.id, async (tx) => {
    const tenantId = of.id;
    await tx.insert(tenant).values({ id: tenantId, name: of.name, sandbox: true, country: COUNTRY }).onConflictDoNothing();
    const { key, version } = FIRST_PLAYBOOK;
    await tx.insert(playbook).values({ id: of.playbookId, tenantId, key, version, body: FIRST_PLAYBOOK }).onConflictDoNothing();
    await tx
      .insert(creditor)
      .values(
        of.creditors.map(({ id, name, collector, creditorType }) => ({
          id,
          tenantId,
          name,
          collector,
          creditorType,
          playbookId: of.playbookId,
        })),
      )
      .onConflictDoNothing();
    await tx
      .insert(holiday)
      .values(publicHolidays(COUNTRY).map((day) => ({ ...day, tenantId, country: COUNTRY })))
      .onConflictDoNothing();
    await tx
      .insert(clockAnchor)
      .values({ tenantId, seq: 1, realAt: new Date(site.now), tenantAt: FIRST_MORNING, rate: RATE, because: 'started' })
      .onConflictDoNothing();
    if (of === NORTHQUAY) await seedChannels(tx, site);
  });
}

/** What Northquay needs to text: an account at the sandbox's carrier, a number a creditor, words, and rules signed for. */
async function seedChannels(tx: Transaction, { secret, sandboxUrl }: Site): Promise<void> {
  const { id: tenantId, creditors, providerAccountId, members, supervisor } = NORTHQUAY;
  const { accountSid, authToken } = accountOf(secret);
  const sealedToken = seal(secret, authToken, providerAccountId);
  await tx
    .insert(providerAccount)
    .values({ id: providerAccountId, tenantId, provider: 'twilio', accountSid, sealedToken, baseUrl: sandboxUrl, sandbox: 'yes' })
    .onConflictDoNothing();
  for (const { id: creditorId, number: address } of creditors) {
    await tx
      .insert(sender)
      .values({ id: inputId('demo', 'sender', creditorId), tenantId, creditorId, providerAccountId, channel: 'sms', address })
      .onConflictDoNothing();
    await tx
      .insert(template)
      .values(
        DEMO_TEMPLATES.map((words) => ({
          ...words,
          id: inputId('demo', 'template', creditorId, words.key, words.locale),
          tenantId,
          creditorId,
          version: 1,
        })),
      )
      .onConflictDoNothing();
  }
  const signedBy = members.find(({ name }) => name === supervisor)?.id ?? '';
  await tx
    .insert(policySignature)
    .values({
      tenantId,
      ruleId: 'HOUSE-TIME-1',
      signedBy,
      note: 'Our debtors are not to be written to on Sundays, holidays, or outside 08:00 to 20:00.',
    })
    .onConflictDoNothing();
  await tx.insert(tenantRule).values({ tenantId, ruleId: WEEKLY_CAP.id, rule: WEEKLY_CAP, addedBy: signedBy }).onConflictDoNothing();
}
