import { and, eq, isNull, or } from 'drizzle-orm';
import type { AttemptSubject, DebtFacts } from '#domain/compliance/facts.ts';
import { jurisdictionOf } from '#domain/contact/jurisdiction.ts';
import type { Channel } from '#domain/contact/channel.ts';
import type { AnyPgColumn } from 'drizzle-orm/pg-core';
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
  const [[found], [whom], [from], roles] = await together([
    loadCase(tx, asked.caseId),
    loadWhom(tx, asked),
    loadFrom(tx, asked),
    loadRoles(tx, asked),
  ]);
  if (!found || whom?.party.creditorId !== found.creditor.id) throw new RangeError('the case or the person is gone');
  const { party: person, point } = whom;
  const accounts = [...new Map(roles.map(({ account: row }) => [row.id, row])).values()];
  return {
    caseId: asked.caseId,
    creditorId: found.creditor.id,
    creditorName: found.creditor.name,
    reference: found.reference,
    tenantSandbox: found.sandbox,
    party: person,
    point: point ?? undefined,
    accounts,
    from,
    gate: {
      jurisdiction: jurisdictionOf(person.address) ?? '',
      collector: found.creditor.collector,
      debts: Object.fromEntries(accounts.map((row) => [row.id, debtFacts(row, found.creditor)])),
      attempt: {
        channel: asked.channel,
        to: recipient(roles.map(({ role }) => role)),
        personId: person.personId,
        debtorId: found.debtorId,
        purpose: 'collect',
        debts: accounts.map(({ id }) => id),
        bot: true,
        provider: from?.account.provider ?? 'none',
        queue: found.queue,
        ...(point && addressFacts(point)),
      },
    },
  };
}

// Four statements sent in one go: as one join of ten tables it took the planner longer than all of them together.
const loadCase = (tx: Transaction, caseId: string) =>
  tx
    .select({ reference: collectionCase.reference, creditor, sandbox: tenant.sandbox, queue: playbook.key, debtorId: party.personId })
    .from(collectionCase)
    .innerJoin(creditor, eq(creditor.id, collectionCase.creditorId))
    .innerJoin(tenant, eq(tenant.id, collectionCase.tenantId))
    .innerJoin(playbook, eq(playbook.id, collectionCase.playbookId))
    .innerJoin(party, eq(party.id, collectionCase.debtorPartyId))
    .where(eq(collectionCase.id, caseId));

const loadWhom = (tx: Transaction, { partyId, contactPointId }: Asked) =>
  tx
    .select({ party, point: contactPoint })
    .from(party)
    .leftJoin(contactPoint, and(eq(contactPoint.id, contactPointId), eq(contactPoint.partyId, party.id)))
    .where(eq(party.id, partyId));

const loadFrom = (tx: Transaction, { caseId, channel }: Asked) =>
  tx
    .select({ address: sender.address, account: providerAccount })
    .from(sender)
    .innerJoin(providerAccount, eq(providerAccount.id, sender.providerAccountId))
    .innerJoin(collectionCase, eq(collectionCase.creditorId, sender.creditorId))
    .where(and(eq(collectionCase.id, caseId), eq(sender.channel, channel)))
    .orderBy(sender.address)
    .limit(1);

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
export const covers = (column: AnyPgColumn, value: string) => or(isNull(column), eq(column, value));
