import { clean } from './clean.ts';
import { REQUIRED } from './fields.ts';
import { fieldsOf, headerText } from './columns.ts';
import type { ColumnTarget, Mapping } from './mapping.ts';
import { linesOf, LONGEST_LINE, longerThan, readRow, type RawRow } from './quoting.ts';
import { refusal, type Refusal } from './report.ts';

export type Column = { index: number; header: string; target: ColumnTarget };
export type Table = { columns: readonly Column[]; width: number; rows: readonly RawRow[] };

/** Header and data rows of a file; blank rows, trailer rows and what stands above the header are gone. */
export function readTable(text: string, mapping: Mapping): Table | { refused: Refusal } {
  const lines = linesOf(text);
  const long = lines.findIndex((line) => longerThan(line, LONGEST_LINE));
  if (long >= 0) return { refused: refusal('FILE_LINE_TOO_LONG', { line: long + 1 }) };

  const all: RawRow[] = [];
  for (let at = mapping.headerRow - 1; at < lines.length;) {
    const row = readRow(lines, at, mapping.delimiter);
    if (row === 'too-long') return { refused: refusal('FILE_CELL_TOO_LONG', { line: at + 1 }) };
    all.push(row);
    at = row.endLine;
  }

  const [head, ...rest] = all;
  const headers = head && 'cells' in head ? head.cells.map(headerText) : [];
  const refused = headerFault(headers, mapping);
  if (refused) return { refused };
  const rows = rest.filter((row) => isData(row, mapping.trailer));
  return rows.length > 0 ? { columns: columnsOf(headers, mapping), width: headers.length, rows } : { refused: refusal('FILE_NO_ROWS') };
}

function headerFault(headers: readonly string[], mapping: Mapping): Refusal | undefined {
  const line = mapping.headerRow;
  const named = new Set(Object.keys(mapping.columns).map(headerText));
  const twice = headers.some((header, at) => named.has(header) && headers.indexOf(header) !== at);
  if (twice) return refusal('FILE_HEADER_DUPLICATE', { line });
  const found = new Set(columnsOf(headers, mapping).flatMap(({ target }) => fieldsOf(target)));
  const missing = REQUIRED[mapping.kind].find((group) => !group.some((field) => found.has(field)));
  return missing && refusal('FILE_HEADER_FIELD', { line, field: missing[0] });
}

function columnsOf(headers: readonly string[], mapping: Mapping): Column[] {
  const targets = new Map(Object.entries(mapping.columns).map(([header, target]) => [headerText(header), target]));
  return headers.flatMap((header, index) => {
    const target = targets.get(header);
    return target ? [{ index, header, target }] : [];
  });
}

function isData(row: RawRow, trailer: string | undefined): boolean {
  if (!('cells' in row)) return true;
  const first = row.cells.map((cell) => clean(cell, 'text')).find((cell) => cell !== '');
  return first !== undefined && !(trailer !== undefined && first.startsWith(trailer));
}
