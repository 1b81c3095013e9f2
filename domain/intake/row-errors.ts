import type { Found, Texts } from './cells.ts';
import type { LocalDate } from '#domain/time/local.ts';
import { COMPONENT_FIELDS, NAME_FIELDS, PHONE_FIELDS, type AccountField } from './fields.ts';
import { samePerson } from './keys.ts';
import type { KnownAccount } from './known.ts';
import { debtorIdentity } from './parties.ts';
import { statedBalance, type PlacedValues } from './placed-values.ts';
import type { Reading } from './reading.ts';

/** What the rules for one account row look at. */
export type Examination = {
  texts: Texts;
  reading: Reading;
  /** Cells and defaults together: what the row states. */
  stated: PlacedValues;
  known: KnownAccount | undefined;
  receivedOn: LocalDate;
};

const SCIENTIFIC = /^\d+([.,]\d+)?E\+?\d+$/i;
export const isScientific = (reference: string) => SCIENTIFIC.test(reference);

const columnOf = (texts: Texts, field: AccountField) => texts.get(field)?.column ?? null;

/** The account reference itself; asked of every row that gets this far. */
export function referenceFaults(texts: Texts): Found[] {
  const reference = texts.get('accountRef')?.text ?? '';
  const column = columnOf(texts, 'accountRef');
  if (!reference) return [{ code: 'REF_MISSING', column }];
  return isScientific(reference) ? [{ code: 'REF_SCIENTIFIC', column }] : [];
}

/** Everything wrong or odd about a row that places or updates an account, beyond its single cells. */
export function accountFaults(row: Examination): Found[] {
  return [...knownFaults(row), ...debtorFaults(row), ...moneyFaults(row), ...dateFaults(row)];
}

function knownFaults({ texts, stated, known }: Examination): Found[] {
  if (!known) return [];
  const column = columnOf(texts, 'accountRef');
  const found: Found[] = [];
  if (known.closed) found.push({ code: 'ACCOUNT_CLOSED', column });
  const arriving = debtorIdentity(stated);
  if (arriving.name && !samePerson(debtorIdentity(known.values), arriving)) found.push({ code: 'PERSON_CHANGED', column });
  if (stated.currency && known.values.currency && stated.currency !== known.values.currency)
    found.push({ code: 'CURRENCY_MISMATCH', column: columnOf(texts, 'currency') });
  return found;
}

function debtorFaults({ reading, stated }: Examination): Found[] {
  const found: Found[] = [];
  if (!NAME_FIELDS.some((field) => reading.filled.has(field))) found.push({ code: 'NAME_MISSING', column: null });
  if (!stated.email && !PHONE_FIELDS.some((field) => stated[field])) found.push({ code: 'CONTACT_MISSING', column: null });
  return found;
}

function moneyFaults(row: Examination): Found[] {
  const { texts, reading, stated, known } = row;
  const { filled } = reading;
  const found: Found[] = [];
  if (!filled.has('currency') && !known?.values.currency) found.push({ code: 'CURRENCY_UNKNOWN', column: columnOf(texts, 'currency') });
  if (!filled.has('total') && !filled.has('principal')) return [...found, { code: 'AMOUNT_MISSING', column: null }];

  const componentsRead = COMPONENT_FIELDS.every((field) => !filled.has(field) || stated[field] !== undefined);
  const balanceRead = filled.has('total') ? stated.total !== undefined : componentsRead;
  const balance = balanceRead ? statedBalance(stated) : undefined;
  const column = filled.has('total') ? columnOf(texts, 'total') : null;
  if (balance !== undefined && balance <= 0) found.push({ code: 'AMOUNT_NOT_POSITIVE', column });
  if (stated.total === undefined || stated.principal === undefined || !componentsRead) return found;

  const sum = COMPONENT_FIELDS.reduce((amount, field) => amount + (stated[field] ?? 0), 0);
  const difference = Math.abs(stated.total - sum);
  if (difference > 1) found.push({ code: 'TOTAL_MISMATCH', column });
  if (difference === 1) found.push({ code: 'TOTAL_ROUNDING', column });
  return found;
}

const PAST_DATES = ['openedOn', 'dueOn', 'lastPaymentOn', 'chargedOffOn', 'itemizedOn'] as const satisfies readonly AccountField[];

function dateFaults({ texts, stated, receivedOn }: Examination): Found[] {
  const found: Found[] = PAST_DATES.filter((field) => (stated[field] ?? '') > receivedOn).map((field) => ({
    code: 'DATE_IN_FUTURE',
    column: columnOf(texts, field),
  }));
  const { openedOn, dueOn, lastPaymentOn, chargedOffOn } = stated;
  const later = [dueOn, lastPaymentOn, chargedOffOn].some((day) => openedOn !== undefined && day !== undefined && openedOn > day);
  return later ? [...found, { code: 'DATE_ORDER', column: columnOf(texts, 'openedOn') }] : found;
}
