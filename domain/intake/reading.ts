import { lookOf, type Found, type Texts } from './cells.ts';
import { clean } from './clean.ts';
import { minorDigits } from './currencies.ts';
import type { LocalDate } from '#domain/time/local.ts';
import { ACCOUNT_FIELDS, FIELD_TYPES, SECOND_NAME_FIELDS, type AccountField, type Field } from './fields.ts';
import type { Mapping } from './mapping.ts';
import { setValue, type PlacedValues, type Values } from './placed-values.ts';
import { readValue, unusableCode } from './value.ts';

export type Reading = {
  /** What the row's own cells say; unusable ones left out. */
  given: PlacedValues;
  /** What the mapping's defaults fill in where the row has no text. */
  preset: PlacedValues;
  /** Fields with a text, usable or not, from a cell or a default. */
  filled: ReadonlySet<Field>;
  found: readonly Found[];
};

export type Reader = { mapping: Mapping; receivedOn: LocalDate; translate: (field: Field, text: string) => string };

/** A mapping made ready for many rows: its value words, ignoring letter case. */
export function readerFor(mapping: Mapping, receivedOn: LocalDate): Reader {
  const words = new Map(
    Object.entries(mapping.values).map(([field, values]) => {
      const type = FIELD_TYPES[field as Field];
      return [field, new Map(Object.entries(values).map(([from, to]) => [clean(from, type).toLowerCase(), to]))];
    }),
  );
  return { mapping, receivedOn, translate: (field, text) => words.get(field)?.get(text.toLowerCase()) ?? text };
}

/** Currency and country come first: amounts and phones cannot be read without them. */
const READ_FIRST: readonly AccountField[] = ['currency', 'country'];

/**
 * Reads a row field by field.
 * @param stored what is known of the account: its country and currency stand in where row and defaults are silent
 * @param fields the fields to look at; the others count as empty
 */
export function readRowValues(
  reader: Reader,
  texts: Texts,
  stored: PlacedValues,
  fields: readonly AccountField[] = ACCOUNT_FIELDS,
): Reading {
  const { mapping } = reader;
  const given: Values = {};
  const preset: Values = {};
  const filled = new Set<Field>();
  const found: Found[] = [];

  const read = (field: AccountField) => {
    const cell = texts.get(field);
    if (cell) found.push(...lookOf(field, cell));
    const own = cell?.text ? cell : undefined;
    const text = own?.text ?? defaultText(mapping, field, texts);
    if (text === undefined) return;
    filled.add(field);
    const value = readValue(field, reader.translate(field, text), {
      mapping,
      receivedOn: reader.receivedOn,
      digits: minorDigits(given.currency ?? preset.currency ?? (filled.has('currency') ? '' : (stored.currency ?? ''))) ?? 2,
      country: given.country ?? preset.country ?? (filled.has('country') ? undefined : stored.country),
      dateFormats: own?.dateFormats,
    });
    if (value === undefined) found.push({ code: unusableCode(field), column: cell?.column ?? null });
    else setValue(own ? given : preset, field, value);
  };

  const wanted = [...READ_FIRST.filter((field) => fields.includes(field)), ...fields.filter((field) => !READ_FIRST.includes(field))];
  for (const field of wanted) read(field);
  return { given, preset, filled, found };
}

/** A second party's role is only assumed where a second party is named. */
function defaultText(mapping: Mapping, field: AccountField, texts: Texts): string | undefined {
  const text = mapping.defaults[field];
  if (!text) return undefined;
  if (field === 'party2Role' && !SECOND_NAME_FIELDS.some((name) => texts.get(name)?.text)) return undefined;
  return clean(text, FIELD_TYPES[field]) || undefined;
}
