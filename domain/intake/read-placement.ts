import type { Control } from './control.ts';
import { controlMismatch } from './control-check.ts';
import type { LocalDate } from '#domain/time/local.ts';
import { decodeUtf8 } from './decode.ts';
import { examine } from './examine.ts';
import { identifyRows, type IdentifiedRow } from './identify.ts';
import { accountKey, type AccountKey } from './keys.ts';
import { addNames, type KnownAccounts } from './known.ts';
import type { Mapping } from './mapping.ts';
import { readerFor, type Reader } from './reading.ts';
import { refusal, type ImportedPlacement, type PlacedRow, type PlacementReport, type Refusal, type RowIssue } from './report.ts';
import { balancesOf, effectsOf, issuesOf } from './row-report.ts';
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

/** Accounts of other creditors are not missed: this file does not speak for them. */
function absentAccounts(rows: readonly IdentifiedRow[], mapping: Mapping, known: KnownAccounts): AccountKey[] {
  const named = new Set(rows.flatMap(({ key }) => (key ? [accountKey(key)] : [])));
  const creditors = new Set(mapping.creditors.map((name) => name.toLowerCase()));
  return [...known.accounts].flatMap(([key, { values, closed }]) => {
    const { creditor = '', accountRef = '' } = values;
    return closed || named.has(key) || !creditors.has(creditor.toLowerCase()) ? [] : [{ creditor, accountRef }];
  });
}
