import { and, eq, inArray, isNull, or } from 'drizzle-orm';
import type { AttemptSubject, DebtFacts } from '#domain/compliance/facts.ts';
import { jurisdictionOf } from '#domain/contact/jurisdiction.ts';
import type { Channel } from '#domain/contact/channel.ts';
import type { Transaction } from '#db/client.ts';
import { account, collectionCase, contactPoint, creditor, party, partyRole, providerAccount, sender, tenant } from '#db/schema/index.ts';

/** Whom, where, by which way and about what: read before the locks, and again under them. */
export type Subject = {
  gate: AttemptSubject;
  caseId: string;
  creditorId: string;
  creditorName: string;
  reference: string;
  tenantSandbox: boolean;
  party: typeof party.$inferSelect;
  point: typeof contactPoint.$inferSelect | undefined;
  accounts: (typeof account.$inferSelect)[];
  from: { address: string; account: typeof providerAccount.$inferSelect } | undefined;
};

type Asked = { caseId: string; partyId: string; contactPointId: string; channel: Channel; queue?: string };

/** @throws RangeError when the case or the person is not there: the step names what was deleted */
export async function loadSubject(tx: Transaction, { caseId, partyId, contactPointId, channel, queue }: Asked): Promise<Subject> {
  const [found] = await tx
    .select({ case: collectionCase, creditor, tenant, party })
    .from(collectionCase)
    .innerJoin(creditor, eq(creditor.id, collectionCase.creditorId))
    .innerJoin(tenant, eq(tenant.id, collectionCase.tenantId))
    .innerJoin(party, eq(party.id, partyId))
    .where(eq(collectionCase.id, caseId));
  if (!found) throw new RangeError('the case or the person is gone');
  const [point] = await tx
    .select()
    .from(contactPoint)
    .where(and(eq(contactPoint.id, contactPointId), eq(contactPoint.partyId, partyId)));
  const accounts = await tx.select().from(account).where(eq(account.caseId, caseId)).orderBy(account.placedAt, account.id);
  const roles = await tx
    .select({ accountId: partyRole.accountId, role: partyRole.role })
    .from(partyRole)
    .where(
      and(
        eq(partyRole.partyId, partyId),
        inArray(
          partyRole.accountId,
          accounts.map(({ id }) => id),
        ),
      ),
    );
  const [debtor] = await tx.select({ personId: party.personId }).from(party).where(eq(party.id, found.case.debtorPartyId));
  const [from] = await tx
    .select({ address: sender.address, account: providerAccount })
    .from(sender)
    .innerJoin(providerAccount, eq(providerAccount.id, sender.providerAccountId))
    .where(and(eq(sender.creditorId, found.creditor.id), eq(sender.channel, channel)))
    .orderBy(sender.address)
    .limit(1);
  const open = accounts.filter(({ id, status }) => status === 'open' && roles.some(({ accountId }) => accountId === id));
  return {
    caseId,
    creditorId: found.creditor.id,
    creditorName: found.creditor.name,
    reference: found.case.reference,
    tenantSandbox: found.tenant.sandbox,
    party: found.party,
    point,
    accounts: open,
    from,
    gate: {
      jurisdiction: jurisdictionOf(found.party.address) ?? '',
      collector: found.creditor.collector,
      debts: Object.fromEntries(open.map((row) => [row.id, debtFacts(row, found.creditor)])),
      attempt: {
        channel,
        to: recipient(roles.map(({ role }) => role)),
        personId: found.party.personId,
        debtorId: debtor?.personId ?? found.party.personId,
        purpose: 'collect',
        debts: open.map(({ id }) => id),
        bot: true,
        provider: from?.account.provider ?? 'none',
        ...(queue && { queue }),
        ...(point && addressFacts(point)),
      },
    },
  };
}

const debtFacts = ({ creditorId, values }: typeof account.$inferSelect, { creditorType }: typeof creditor.$inferSelect): DebtFacts => {
  const daysPastDue = values['daysPastDue'];
  return { creditor: creditorId, creditorType, ...(typeof daysPastDue === 'number' && { daysPastDue }) };
};

/** A co-debtor owes the debt jointly; the strongest of several roles counts. */
function recipient(roles: readonly string[]): string {
  if (roles.includes('debtor')) return 'debtor';
  if (roles.includes('co-debtor')) return 'debtor:joint';
  return roles.includes('guarantor') ? 'guarantor' : 'third-party';
}

const addressFacts = ({ addressHash, value, phoneType }: typeof contactPoint.$inferSelect) => ({
  address: addressHash,
  addressPrefix: value.startsWith('+1') ? '+1' : value.slice(0, 3),
  ...(phoneType === 'mobile' && { line: 'mobile' as const }),
  ...((phoneType === 'home' || phoneType === 'work') && { line: 'landline' as const }),
});

/** Of an account: the creditor's own or everybody's; of a channel or provider: this one or all. */
export const covers = <T>(column: T, value: string) => or(isNull(column as never), eq(column as never, value));
