import type { z } from 'zod';
import { asCreditors, type Db, type Transaction } from '#db/client.ts';
import { inputId } from '#db/input-id.ts';
import { audit } from '#db/queries/audit.ts';
import { announce } from '#db/queries/changes.ts';
import { findEntry, insertEntry, lockAccount, setBalance, type AccountRow, type EntryRow } from '#db/queries/payments.ts';
import { insertInput } from '#db/queries/inbox.ts';
import type { Caller } from '#api/caller.ts';
import type { NewPayment, PaymentReceipt } from '#api/contract/payments.ts';
import { DomainError, notFound } from '#api/domain-error.ts';
import { instant } from '#api/reply.ts';

type Payment = z.output<typeof NewPayment>;
type Receipt = z.input<typeof PaymentReceipt>;

/**
 * Records money that came, once however often it is told: entry, balance, input of the case and change in one transaction.
 * The entry carries the whole amount. What exceeds the balance is set aside by a second entry, a correction of the
 * opposite sign, so that the balance stays the sum of the entries and never falls below 0.
 * @throws DomainError `not-found`, `currency-differs`, `payment-differs`
 */
export function postPayment({ app }: { app: Db }, caller: Caller, payment: Payment): Promise<Receipt> {
  return asCreditors(app, caller, async (tx) => {
    const account = await lockAccount(tx, payment);
    if (!account) throw notFound();
    if (account.currency !== payment.currency) throw new DomainError('currency-differs');
    const made = await insertEntry(tx, entryOf(caller, account, payment));
    return made ? record(tx, caller, account, made) : repeated(tx, account, payment);
  });
}

const entryIdOf = ({ tenantId, creditorId }: Pick<AccountRow, 'tenantId' | 'creditorId'>, id: string) =>
  inputId(tenantId, creditorId, 'payment', id);

const entryOf = ({ tenantId }: Caller, { id: accountId, creditorId }: AccountRow, { id, amountMinor, currency, occurredAt }: Payment) => ({
  id: entryIdOf({ tenantId, creditorId }, id),
  tenantId,
  creditorId,
  accountId,
  kind: 'payment' as const,
  amountMinor: -amountMinor,
  currency,
  externalId: id,
  occurredAt: new Date(occurredAt),
});

async function record(tx: Transaction, { actor }: Caller, account: AccountRow, entry: EntryRow): Promise<Receipt> {
  const { tenantId, creditorId, caseId, id: accountId } = account;
  const amountMinor = -entry.amountMinor;
  const overMinor = Math.max(0, amountMinor - account.balanceMinor);
  if (overMinor > 0)
    await insertEntry(tx, {
      ...pickEntry(entry),
      id: inputId(entry.id, 'over'),
      kind: 'correction',
      amountMinor: overMinor,
      externalId: overOf(entry.id),
    });
  const balanceMinor = account.balanceMinor - amountMinor + overMinor;
  await setBalance(tx, accountId, balanceMinor);
  const body = { type: 'PaymentPosted' as const, entryId: entry.id, accountId, amountMinor, occurredAt: entry.occurredAt.getTime() };
  await insertInput(tx, { id: inputId('PaymentPosted', entry.id), tenantId, creditorId, caseId, body });
  await announce(tx, [{ tenantId, creditorId, kind: 'case', caseId, ref: caseId }]);
  await audit(tx, {
    tenantId,
    creditorId,
    actor,
    action: 'PostPayment',
    subject: caseId,
    detail: { entryId: entry.id, amountMinor, overMinor },
  });
  return receiptOf(account, entry, { overMinor, balanceMinor });
}

const overOf = (entryId: string) => `over:${entryId}`;
const pickEntry = ({ tenantId, creditorId, accountId, currency, occurredAt }: EntryRow) => ({
  tenantId,
  creditorId,
  accountId,
  currency,
  occurredAt,
});

/** The answer of the first time; the balance is what it is now. */
async function repeated(tx: Transaction, account: AccountRow, payment: Payment): Promise<Receipt> {
  const { creditorId } = account;
  const entry = await findEntry(tx, { creditorId, kind: 'payment', externalId: payment.id });
  const same =
    entry?.accountId === account.id &&
    entry.amountMinor === -payment.amountMinor &&
    entry.currency === payment.currency &&
    entry.occurredAt.getTime() === Date.parse(payment.occurredAt);
  if (!same) throw new DomainError('payment-differs');
  const over = await findEntry(tx, { creditorId, kind: 'correction', externalId: overOf(entry.id) });
  return receiptOf(account, entry, { overMinor: over?.amountMinor ?? 0, balanceMinor: account.balanceMinor });
}

const receiptOf = ({ caseId, accountRef }: AccountRow, entry: EntryRow, figures: { overMinor: number; balanceMinor: number }): Receipt => ({
  entryId: entry.id,
  caseId,
  accountRef,
  amountMinor: -entry.amountMinor,
  currency: entry.currency,
  recordedAt: instant(entry.recordedAt),
  ...figures,
});
