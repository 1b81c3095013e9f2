import { controlMinor, type Control } from './control.ts';
import { COMPONENT_FIELDS, type AccountField } from './fields.ts';
import type { IdentifiedRow } from './identify.ts';
import { statedBalance } from './placed-values.ts';
import { readRowValues, type Reader } from './reading.ts';
import { refusal, type Refusal } from './report.ts';

const MONEY_FIELDS: readonly AccountField[] = ['currency', 'total', ...COMPONENT_FIELDS];

/** Whether the file holds what its control file says; nothing to say about rows that are rejected for other reasons. */
export function controlMismatch(rows: readonly IdentifiedRow[], reader: Reader, control: Control): Refusal | undefined {
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
