import { and, eq, isNull, or } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { AttemptSubject, DebtFacts } from '#domain/compliance/facts.ts';
import { jurisdictionOf } from '#domain/contact/jurisdiction.ts';
import type { Channel } from '#domain/contact/channel.ts';
import type { Transaction } from '#db/client.ts';
import { together } from '#db/queries/together.ts';
import {
  account,
  collectionCase,
  contactPoint,
  creditor,
  party,
  partyRole,
  playbook,
  providerAccount,
  sender,
  tenant,
} from '#db/schema/index.ts';

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
  /** Open ones on which the person has a role. */
  accounts: (typeof account.$inferSelect)[];
  from: { address: string; account: typeof providerAccount.$inferSelect } | undefined;
};

type Asked = { caseId: string; partyId: string; contactPointId: string; channel: Channel };

/** @throws RangeError when the case or the person is not there: the step names what was deleted */
export async function loadSubject(tx: Transaction, asked: Asked): Promise<Subject> {
  const [found, roles] = await together([loadParts(tx, asked), loadRoles(tx, asked)]);
  if (!found) throw new RangeError('the case or the person is gone');
  const accounts = [...new Map(roles.map(({ account: row }) => [row.id, row])).values()];
  const from = found.address !== null && found.account ? { address: found.address, account: found.account } : undefined;
  return {
    caseId: asked.caseId,
    creditorId: found.creditor.id,
    creditorName: found.creditor.name,
    reference: found.reference,
    tenantSandbox: found.sandbox,
    party: found.party,
    point: found.point ?? undefined,
    accounts,
    from,
    gate: {
      jurisdiction: jurisdictionOf(found.party.address) ?? '',
      collector: found.creditor.collector,
      debts: Object.fromEntries(accounts.map((row) => [row.id, debtFacts(row, found.creditor)])),
      attempt: {
        channel: asked.channel,
        to: recipient(roles.map(({ role }) => role)),
        personId: found.party.personId,
        debtorId: found.debtorId,
        purpose: 'collect',
        debts: accounts.map(({ id }) => id),
        bot: true,
        provider: from?.account.provider ?? 'none',
        queue: found.queue,
        ...(found.point && addressFacts(found.point)),
      },
    },
  };
}

async function loadParts(tx: Transaction, { caseId, partyId, contactPointId, channel }: Asked) {
  const debtor = alias(party, 'debtor');
  const [found] = await tx
    .select({
      reference: collectionCase.reference,
      creditor,
      sandbox: tenant.sandbox,
      queue: playbook.key,
      party,
      point: contactPoint,
      debtorId: debtor.personId,
      address: sender.address,
      account: providerAccount,
    })
    .from(collectionCase)
    .innerJoin(creditor, eq(creditor.id, collectionCase.creditorId))
    .innerJoin(tenant, eq(tenant.id, collectionCase.tenantId))
    .innerJoin(playbook, eq(playbook.id, collectionCase.playbookId))
    .innerJoin(debtor, eq(debtor.id, collectionCase.debtorPartyId))
    .innerJoin(party, and(eq(party.id, partyId), eq(party.creditorId, collectionCase.creditorId)))
    .leftJoin(contactPoint, and(eq(contactPoint.id, contactPointId), eq(contactPoint.partyId, party.id)))
    .leftJoin(sender, and(eq(sender.creditorId, collectionCase.creditorId), eq(sender.channel, channel)))
    .leftJoin(providerAccount, eq(providerAccount.id, sender.providerAccountId))
    .where(eq(collectionCase.id, caseId))
    .orderBy(sender.address)
    .limit(1);
  return found;
}

/** A role on a debt that is over says nothing about the debts that are not. */
const loadRoles = (tx: Transaction, { caseId, partyId }: Asked) =>
  tx
    .select({ account, role: partyRole.role })
    .from(account)
    .innerJoin(partyRole, and(eq(partyRole.accountId, account.id), eq(partyRole.partyId, partyId)))
    .where(and(eq(account.caseId, caseId), eq(account.status, 'open')))
    .orderBy(account.placedAt, account.id);

export const debtFacts = (
  { creditorId, values }: Pick<typeof account.$inferSelect, 'creditorId' | 'values'>,
  { creditorType }: Pick<typeof creditor.$inferSelect, 'creditorType'>,
): DebtFacts => {
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
