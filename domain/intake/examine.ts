import type { Found, Texts } from './cells.ts';
import { levelOf } from './codes.ts';
import { accountKey, nameKey } from './keys.ts';
import type { IdentifiedRow } from './identify.ts';
import type { KnownAccount, KnownAccounts } from './known.ts';
import { contactPointsOf, debtorIdentity, debtorOf, referenceOf, secondIdentity, secondPartyOf } from './parties.ts';
import { COMPONENT_FIELDS, NAME_FIELDS, SECOND_NAME_FIELDS, type AccountField } from './fields.ts';
import { statedBalance, type PlacedValues } from './placed-values.ts';
import { readRowValues, type Reader } from './reading.ts';
import type { Effect, PlacedRow } from './report.ts';
import { accountFaults, referenceFaults } from './row-errors.ts';

export type Examined = { found: readonly Found[]; placed?: PlacedRow };

/** What a closure is looked at for: key, creditor, reason. */
const CLOSURE_FIELDS: readonly AccountField[] = ['accountRef', 'creditor', 'closureReason'];

/**
 * Examines one identified row that nothing has ended yet: accepted, with its warnings, or rejected, with all its errors.
 * @param names names by national id, of stored persons and of accepted rows above
 */
export function examine(reader: Reader, row: IdentifiedRow, known: KnownAccounts, names: KnownAccounts['names']): Examined {
  const texts: Texts = row.texts ?? new Map();
  const account = row.key && known.accounts.get(accountKey(row.key));
  return texts.get('closureReason')?.text
    ? examineClosure(reader, row, texts, account)
    : examineAccount(reader, row, texts, account, names);
}

function examineClosure(reader: Reader, row: IdentifiedRow, texts: Texts, account: KnownAccount | undefined): Examined {
  const { given, found: inCells } = readRowValues(reader, texts, {}, CLOSURE_FIELDS);
  const found = [...inCells, ...referenceFaults(texts)];
  if (row.key && given.closureReason && !account) found.push({ code: 'REF_UNKNOWN', column: texts.get('accountRef')?.column ?? null });
  if (hasErrors(found) || !account) return rejected(found);
  if (account.closed) return { found, placed: placedRow(row, 'unchanged', given, account.values) };
  return { found, placed: placedRow(row, 'closed', given, { ...account.values, ...given, creditor: account.values.creditor ?? '' }) };
}

function examineAccount(
  reader: Reader,
  row: IdentifiedRow,
  texts: Texts,
  account: KnownAccount | undefined,
  names: KnownAccounts['names'],
): Examined {
  const stored = account?.values ?? {};
  const reading = readRowValues(reader, texts, stored);
  const own: PlacedValues = { ...reading.given, ...(row.creditor && { creditor: row.creditor }) };
  const stated: PlacedValues = { ...reading.preset, ...own };
  const found = [
    ...reading.found,
    ...referenceFaults(texts),
    ...accountFaults({ texts, reading, stated, known: account, receivedOn: reader.receivedOn }),
  ];
  if (hasErrors(found)) return rejected(found);
  const after = merged(reading.preset, stored, own);
  const changed = Object.entries(own).some(([field, value]) => value !== stored[field as AccountField]) || addsTo(stored, after);
  const effect = !account ? 'new' : changed ? 'updated' : 'unchanged';
  return { found: [...found, ...otherNames(stated, texts, names)], placed: placedRow(row, effect, stated, after) };
}

/**
 * What is stored after a row. A default must not overwrite what is known, since the row itself is silent there; and new
 * components without a total make the total of an earlier row obsolete.
 */
function merged(preset: PlacedValues, stored: PlacedValues, own: PlacedValues): PlacedValues {
  const { total, ...rest } = { ...preset, ...stored, ...own };
  const obsolete = own.total === undefined && COMPONENT_FIELDS.some((field) => own[field] !== undefined && own[field] !== stored[field]);
  return obsolete || total === undefined ? rest : { ...rest, total };
}

const addsTo = (stored: PlacedValues, after: PlacedValues) => Object.keys(after).some((field) => !(field in stored));

const hasErrors = (found: readonly Found[]) => found.some(({ code }) => levelOf(code) === 'error');
const rejected = (found: readonly Found[]): Examined => ({ found: found.filter(({ code }) => levelOf(code) === 'error') });

/** A known national id under a name not heard before: the same person, but worth a look. */
function otherNames(stated: PlacedValues, texts: Texts, names: KnownAccounts['names']): Found[] {
  const parties = [
    { identity: debtorIdentity(stated), fields: NAME_FIELDS },
    { identity: secondIdentity(stated), fields: SECOND_NAME_FIELDS },
  ];
  return parties.flatMap(({ identity, fields }): Found[] => {
    const under = identity?.nationalId ? names.get(identity.nationalId) : undefined;
    if (!identity || !under || under.has(nameKey(identity.name))) return [];
    const field = (fields as readonly AccountField[]).find((name) => texts.get(name)?.text);
    return [{ code: 'NAME_DIFFERS', column: (field && texts.get(field)?.column) ?? null }];
  });
}

function placedRow(row: IdentifiedRow, effect: Effect, stated: PlacedValues, values: PlacedValues): PlacedRow {
  const { line, endLine } = row.row;
  const secondParty = secondPartyOf(values);
  const reference = referenceOf(values);
  return {
    line,
    ...(endLine > line && { endLine }),
    effect,
    key: { creditor: values.creditor ?? '', accountRef: values.accountRef ?? '' },
    stated,
    values,
    balanceMinor: statedBalance(values) ?? 0,
    currency: values.currency ?? '',
    debtor: debtorOf(values),
    ...(secondParty && { secondParty }),
    ...(reference && { reference }),
    contactPoints: contactPointsOf(values),
  };
}
