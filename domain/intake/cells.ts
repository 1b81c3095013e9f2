import { clean, looksMojibake, looksUnsafe, wasCleaned } from './clean.ts';
import type { RowCode } from './codes.ts';
import { FIELD_TYPES, type Field } from './fields.ts';
import type { ColumnTarget } from './mapping.ts';
import type { Column } from './table.ts';

/** What one row says about one field. */
export type CellText = { raw: string; text: string; column: string; dateFormats?: readonly string[] | undefined };
export type Texts = ReadonlyMap<Field, CellText>;

/** An error or warning found in a row, before it is known whether the row is accepted. */
export type Found = { code: RowCode; column: string | null };

/** The texts of a row by field; empty ones included. */
export function textsOf(columns: readonly Column[], cells: readonly string[]): Texts {
  const texts = new Map<Field, CellText>();
  for (const { index, header, target } of columns)
    for (const [field, raw] of partsOf(target, cells[index] ?? ''))
      texts.set(field, { raw, text: clean(raw, FIELD_TYPES[field]), column: header, dateFormats: formatsOf(target) });
  return texts;
}

const formatsOf = (target: ColumnTarget) =>
  target && typeof target === 'object' && 'dateFormats' in target ? target.dateFormats : undefined;

/** The last part of a split keeps whatever is left, so that nothing is dropped unseen. */
function partsOf(target: ColumnTarget, cell: string): (readonly [Field, string])[] {
  if (target === null) return [];
  if (typeof target === 'string') return [[target, cell]];
  if (!('split' in target)) return [[target.to, cell]];
  const pieces = cell.split(target.split);
  const last = target.to.length - 1;
  return target.to.flatMap((field, at) => {
    const piece = at === last ? pieces.slice(at).join(target.split) : (pieces[at] ?? '');
    return field ? [[field, piece] as const] : [];
  });
}

/** What the look of a field's text gives away, whatever it means. */
export function lookOf(field: Field, { raw, text, column }: CellText): Found[] {
  const type = FIELD_TYPES[field];
  const written = type === 'name' || type === 'text';
  const found: Found[] = [];
  if (type !== 'amount' && type !== 'sideAmount' && wasCleaned(raw)) found.push({ code: 'TEXT_CLEANED', column });
  if (written && looksMojibake(raw)) found.push({ code: 'TEXT_MOJIBAKE', column });
  if ((written || type === 'ref') && looksUnsafe(text)) found.push({ code: type === 'text' ? 'TEXT_SUSPECT' : 'TEXT_UNSAFE', column });
  return found;
}
