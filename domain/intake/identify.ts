import { textsOf, type Found, type Texts } from './cells.ts';
import { clean } from './clean.ts';
import { accountKey, type AccountKey } from './keys.ts';
import type { RawRow } from './quoting.ts';
import type { Reader } from './reading.ts';
import { isScientific } from './row-errors.ts';
import type { Table } from './table.ts';

/** A data row with the account it is about, or the fault that ends its examination. */
export type IdentifiedRow = {
  row: RawRow;
  /** Absent when the row has the wrong number of cells or broken quotes. */
  texts?: Texts;
  creditor?: string;
  /** Absent while the reference is missing or destroyed: such rows cannot be compared. */
  key?: AccountKey;
  fault?: Found & { with?: readonly number[] };
};

/** Finds out which account each row is about, and which rows repeat or contradict each other. */
export function identifyRows(table: Table, reader: Reader): IdentifiedRow[] {
  const creditorOf = creditors(reader);
  const rows = table.rows.map((row) => identify(row, table, creditorOf));
  const groups = Map.groupBy(
    rows.filter((row) => row.key !== undefined),
    ({ key }) => (key ? accountKey(key) : ''),
  );
  for (const group of groups.values()) if (group.length > 1) compare(group);
  return rows;
}

type CreditorOf = (texts: Texts) => string | undefined;

/** The mapping's spelling of a row's creditor; undefined if the mapping is not for it. An empty cell stands for the first. */
function creditors({ mapping, translate }: Reader): CreditorOf {
  const names = new Map(mapping.creditors.map((name) => [clean(name, 'text').toLowerCase(), name]));
  const first = mapping.creditors[0];
  return (texts) => {
    const text = texts.get('creditor')?.text || clean(mapping.defaults.creditor ?? '', 'text');
    return text ? names.get(translate('creditor', text).toLowerCase()) : first;
  };
}

function identify(row: RawRow, { columns, width }: Table, creditorOf: CreditorOf): IdentifiedRow {
  if (!('cells' in row)) return { row, fault: { code: 'QUOTE_BROKEN', column: null } };
  const surplus = row.cells.slice(width).some((cell) => clean(cell, 'text') !== '');
  if (row.cells.length < width || surplus) return { row, fault: { code: 'COLUMN_COUNT', column: null } };
  const texts = textsOf(columns, row.cells);
  const creditor = creditorOf(texts);
  if (creditor === undefined) return { row, texts, fault: { code: 'CREDITOR_OTHER', column: texts.get('creditor')?.column ?? null } };
  const accountRef = texts.get('accountRef')?.text ?? '';
  return accountRef && !isScientific(accountRef) ? { row, texts, creditor, key: { creditor, accountRef } } : { row, texts, creditor };
}

/** Rows of one key: the same text throughout means the first counts; any difference means none can be trusted. */
function compare(group: IdentifiedRow[]): void {
  const contents = new Set(group.map(({ texts }) => JSON.stringify([...(texts ?? [])].map(([, { text }]) => text))));
  const lines = group.map(({ row }) => row.line);
  for (const [at, member] of group.entries()) {
    if (contents.size === 1 && at === 0) continue;
    const column = member.texts?.get('accountRef')?.column ?? null;
    const others = lines.filter((line) => line !== member.row.line);
    member.fault = { code: contents.size === 1 ? 'REF_REPEATED' : 'REF_CONFLICT', column, with: others };
  }
}
