import type { Found } from './cells.ts';
import { levelOf, sentenceOf } from './codes.ts';
import { controlMinor, type Control } from './control.ts';
import type { LocalDate } from '#domain/time/local.ts';
import { decodeUtf8 } from './decode.ts';
import { examine } from './examine.ts';
import { COMPONENT_FIELDS, type AccountField } from './fields.ts';
import { identifyRows, type IdentifiedRow } from './identify.ts';
import { accountKey, type AccountKey } from './keys.ts';
import { addNames, type KnownAccounts } from './known.ts';
import type { Mapping } from './mapping.ts';
import { statedBalance } from './placed-values.ts';
import { readerFor, readRowValues, type Reader } from './reading.ts';
import { refusal, type ImportedPlacement, type PlacedRow, type PlacementReport, type Refusal, type RowIssue } from './report.ts';
import { readTable } from './table.ts';

export type PlacementFile = {
  bytes: Uint8Array;
  mapping: Mapping;
  control?: Control | undefined;
  /** The day the rules call today. */
  receivedOn: LocalDate;
  known: KnownAccounts;
};

/**
 * Reads a placement file by its mapping: refuses it whole, or says of every row whether it is accepted, why not, and what
 * it does to the accounts known so far. Stores nothing and never throws on any bytes; reading the same file again, with
 * what the first reading left behind, changes nothing.
 */
export function readPlacement(file: PlacementFile): PlacementReport {
  const { mapping, receivedOn, known } = file;
  if (mapping.kind !== 'accounts') return refused(refusal('KIND_UNSUPPORTED'));
  if (mapping.encoding !== 'utf-8') return refused(refusal('ENCODING_UNSUPPORTED'));
  const decoded = decodeUtf8(file.bytes);
  if ('refused' in decoded) return refused(decoded.refused);
  const table = readTable(decoded.text, mapping);
  if ('refused' in table) return refused(table.refused);

  const reader = readerFor(mapping, receivedOn);
  const rows = identifyRows(table, reader);
  const mismatch = file.control && controlMismatch(rows, reader, file.control);
  if (mismatch) return refused(mismatch);

  const report = importRows(rows, reader, known);
  const repeated = report.issues.filter(({ code }) => code === 'REF_REPEATED').length;
  if (report.rows.rejected - repeated > report.rows.data / 2) return refused(refusal('FILE_MOSTLY_REJECTED'));
  return report;
}

const refused = (why: Refusal): PlacementReport => ({ outcome: 'refused', refusal: why });

const MONEY_FIELDS: readonly AccountField[] = ['currency', 'total', ...COMPONENT_FIELDS];

function controlMismatch(rows: readonly IdentifiedRow[], reader: Reader, control: Control): Refusal | undefined {
  if (rows.length !== control.rows) return refusal('FILE_CONTROL_ROWS');
  const sum = rows.reduce((total, row) => total + readableBalance(row, reader, control.currency), 0);
  return sum === controlMinor(control) ? undefined : refusal('FILE_CONTROL_TOTAL');
}

/** A row's balance if it can be read and is in this currency; rejected rows count too, since the creditor counted them. */
function readableBalance({ texts }: IdentifiedRow, reader: Reader, currency: string): number {
  if (!texts) return 0;
  const { given, preset, filled } = readRowValues(reader, texts, {}, MONEY_FIELDS);
  const stated = { ...preset, ...given };
  const needed = filled.has('total') ? (['total'] as const) : COMPONENT_FIELDS;
  const readable = needed.every((field) => !filled.has(field) || stated[field] !== undefined);
  return readable && stated.currency === currency ? (statedBalance(stated) ?? 0) : 0;
}

function importRows(rows: readonly IdentifiedRow[], reader: Reader, known: KnownAccounts): ImportedPlacement {
  const names = new Map([...known.names].map(([id, under]) => [id, new Set(under)]));
  const placed: PlacedRow[] = [];
  const issues: RowIssue[] = [];
  let warned = 0;
  for (const row of rows) {
    const { found, placed: accepted } = row.fault ? { found: [row.fault], placed: undefined } : examine(reader, row, known, names);
    issues.push(...issuesOf(row, found));
    if (!accepted) continue;
    placed.push(accepted);
    addNames(names, accepted.values);
    if (found.length > 0) warned++;
  }
  const absent = absentAccounts(rows, reader.mapping, known);
  return {
    outcome: 'imported',
    receivedOn: reader.receivedOn,
    rows: { data: rows.length, accepted: placed.length, warned, rejected: rows.length - placed.length },
    effect: { ...effectsOf(placed), absent: absent.length },
    acceptedBalanceMinor: balancesOf(placed),
    placed,
    issues,
    absent,
  };
}

function issuesOf({ row, fault }: IdentifiedRow, found: readonly Found[]): RowIssue[] {
  const { line, endLine } = row;
  const once = new Map(found.map((one) => [`${one.code}\n${one.column ?? ''}`, one]));
  return [...once.values()]
    .map(({ code, column }) => ({
      line,
      ...(endLine > line && { endLine }),
      level: levelOf(code),
      code,
      column,
      ...(fault?.with && { with: fault.with }),
      sentence: sentenceOf(code),
    }))
    .sort((one, other) => (one.code < other.code ? -1 : one.code > other.code ? 1 : 0));
}

function effectsOf(placed: readonly PlacedRow[]) {
  const effects = { new: 0, updated: 0, unchanged: 0, closed: 0 };
  for (const { effect } of placed) effects[effect]++;
  return effects;
}

function balancesOf(placed: readonly PlacedRow[]): Record<string, number> {
  const balances: Record<string, number> = {};
  for (const { stated, balanceMinor, currency } of placed)
    if (!stated.closureReason) balances[currency] = (balances[currency] ?? 0) + balanceMinor;
  return balances;
}

/** Accounts of other creditors are not missed: this file does not speak for them. */
function absentAccounts(rows: readonly IdentifiedRow[], mapping: Mapping, known: KnownAccounts): AccountKey[] {
  const named = new Set(rows.flatMap(({ key }) => (key ? [accountKey(key)] : [])));
  const creditors = new Set(mapping.creditors.map((name) => name.toLowerCase()));
  return [...known.accounts].flatMap(([key, { values, closed }]) => {
    const { creditor = '', accountRef = '' } = values;
    return closed || named.has(key) || !creditors.has(creditor.toLowerCase()) ? [] : [{ creditor, accountRef }];
  });
}
