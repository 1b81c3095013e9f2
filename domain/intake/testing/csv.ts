import { NOTHING_KNOWN, type KnownAccounts } from '../known.ts';
import { Mapping } from '../mapping.ts';
import { readPlacement } from '../read-placement.ts';
import type { ImportedPlacement, PlacementReport } from '../report.ts';

export const RECEIVED_ON = '2026-11-16';

/** A mapping in which every column is called as its field. */
export function plainMapping(fields: readonly string[], more: Partial<Mapping> = {}): Mapping {
  return Mapping.parse({
    kind: 'accounts',
    encoding: 'utf-8',
    delimiter: ',',
    decimal: '.',
    thousands: ',',
    dateFormats: ['yyyy-MM-dd'],
    defaults: { currency: 'USD', country: 'US' },
    creditors: ['Example Lender'],
    columns: Object.fromEntries(fields.map((field) => [field, field])),
    ...more,
  });
}

export type Cells = Readonly<Record<string, string>>;
const GOOD: Cells = { accountRef: 'A-1', fullName: 'Ann Example', phone1: '602-555-0100', total: '100.00' };

/** Reads rows given as cells by field; what a row leaves out is filled so that it would be accepted. */
export function readRows(rows: readonly Cells[], options: { known?: KnownAccounts; mapping?: Partial<Mapping> } = {}): ImportedPlacement {
  const fields = [...new Set([GOOD, ...rows].flatMap((row) => Object.keys(row)))];
  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
  const lines = rows.map((row) => fields.map((field) => quoted(row[field] ?? GOOD[field] ?? '')).join(','));
  return imported(
    readPlacement({
      bytes: new TextEncoder().encode([fields.join(','), ...lines].join('\n')),
      mapping: plainMapping(fields, options.mapping),
      receivedOn: RECEIVED_ON,
      known: options.known ?? NOTHING_KNOWN,
    }),
  );
}

export function imported(report: PlacementReport | undefined): ImportedPlacement {
  if (report?.outcome !== 'imported') throw new Error(`Not imported: ${JSON.stringify(report)}`);
  return report;
}

/** Rows that keep a file from being refused as mostly rejected. */
export const COMPANY: readonly Cells[] = ['B-1', 'B-2', 'B-3', 'B-4'].map((accountRef) => ({ accountRef, fullName: `Bob ${accountRef}` }));

/** Code and column of what is said about the first row. */
export function saidOf(cells: Cells, options: { known?: KnownAccounts; mapping?: Partial<Mapping> } = {}): string[] {
  const { issues } = readRows([cells, ...COMPANY], options);
  return issues.filter(({ line }) => line === 2).map(({ code, column }) => `${code} ${column ?? '-'}`);
}
