import { z } from 'zod';
import { clean } from './clean.ts';
import { isDateFormat } from './dates.ts';
import { ACCOUNT_FIELDS, choicesOf, FIELD_TYPES, FIELDS, type Field } from './fields.ts';
import { patternMistake } from './id-pattern.ts';

const field = z.enum(FIELDS as readonly [Field, ...Field[]], {
  error: (issue) => `“${String(issue.input)}” is not a field of a placement.`,
});
const dateFormat = z.string().refine(isDateFormat, {
  error: (issue) => `Date format “${String(issue.input)}” must name yyyy, MM (or M, MMM) and dd (or d) once each.`,
});
const oneCharacter = (name: string) =>
  z
    .string({ error: `${name} must be one character.` })
    .regex(/^[^\w\s"]$|^[ \t]$/u, `${name} must be one character, no letter, digit or quote.`);

const Column = z.union(
  [
    field,
    z.null(),
    z.strictObject({ to: field, dateFormats: z.array(dateFormat).min(1).optional() }),
    z.strictObject({ split: z.string().min(1), to: z.array(field.nullable()).min(1) }),
  ],
  { error: 'A column goes to a field, to null, to { to, dateFormats } or to { split, to: [fields] }; the field names are a closed list.' },
);

const Shape = z.strictObject({
  kind: z.enum(['accounts', 'events'], { error: 'kind must be "accounts" or "events".' }),
  encoding: z.enum(['utf-8', 'utf-16le', 'gb18030', 'windows-1252'], {
    error: 'encoding must be one of utf-8, utf-16le, gb18030, windows-1252.',
  }),
  delimiter: oneCharacter('delimiter'),
  headerRow: z.int({ error: 'headerRow must be the number of the header line, from 1.' }).min(1, 'headerRow counts from 1.').default(1),
  trailer: z.string().min(1, 'trailer must not be empty: leave it out instead.').optional(),
  decimal: oneCharacter('decimal'),
  thousands: z
    .string()
    .regex(/^[^\w"]$/u, 'thousands must be one character, no letter, digit or quote.')
    .optional(),
  dateFormats: z.array(dateFormat, { error: 'dateFormats must be a list of date formats.' }),
  defaults: z.partialRecord(field, z.string()).default({}),
  creditors: z
    .array(z.string().trim().min(1, 'A creditor must have a name.'), { error: 'creditors must be a list of names.' })
    .min(1, 'creditors must name at least one creditor.'),
  nationalId: z
    .strictObject({ pattern: z.string(), check: z.literal('mod11-2', { error: 'The only check known is mod11-2.' }).optional() })
    .optional(),
  values: z.partialRecord(field, z.record(z.string(), z.string())).default({}),
  columns: z.record(z.string(), Column, { error: 'columns must say, for each header text, where the column goes.' }),
});
type Shape = z.infer<typeof Shape>;

/** How one creditor's files are to be read. Each mistake comes with a sentence. */
export const Mapping = Shape.check((context) => {
  for (const [path, message] of mistakesIn(context.value))
    context.issues.push({ code: 'custom', input: context.value, path: [...path], message });
});
export type Mapping = z.infer<typeof Mapping>;
export type ColumnTarget = Mapping['columns'][string];

/** The fields a column fills, in order; null for a part that is thrown away. */
export function fieldsOf(target: ColumnTarget): readonly (Field | null)[] {
  if (target === null) return [];
  if (typeof target === 'string') return [target];
  return Array.isArray(target.to) ? target.to : [target.to];
}

/** Header text as compared between file and mapping. */
export const headerText = (text: string) => clean(text, 'text');

type Mistake = readonly [path: readonly (string | number)[], message: string];

function* mistakesIn(mapping: Shape): Generator<Mistake> {
  if (mapping.decimal === mapping.thousands) yield [['thousands'], 'decimal and thousands must differ.'];
  yield* repeated(
    mapping.creditors.map((name) => name.toLowerCase()),
    ['creditors'],
    (name) => `The creditor “${name}” stands twice.`,
  );
  yield* repeated(Object.keys(mapping.columns).map(headerText), ['columns'], (header) => `The column “${header}” stands twice.`);
  const targets = Object.values(mapping.columns)
    .flatMap(fieldsOf)
    .filter((target) => target !== null);
  yield* repeated(targets, ['columns'], (target) => `The field ${target} is filled by two columns.`);
  if (mapping.kind === 'accounts')
    for (const target of targets)
      if (!(ACCOUNT_FIELDS as readonly Field[]).includes(target)) yield [['columns'], `The field ${target} belongs to events files.`];
  for (const key of ['accountRef', 'eventRef', 'closureReason'] as const)
    if (mapping.defaults[key] !== undefined) yield [['defaults', key], `${key} can have no default.`];
  const pattern = mapping.nationalId && patternMistake(mapping.nationalId.pattern);
  if (pattern) yield [['nationalId', 'pattern'], pattern];
  yield* unknownWords(mapping);
}

function* repeated(names: readonly string[], path: readonly string[], says: (name: string) => string): Generator<Mistake> {
  const seen = new Set<string>();
  for (const name of names) {
    if (seen.has(name)) yield [path, says(name)];
    seen.add(name);
  }
}

function* unknownWords({ values, defaults }: Shape): Generator<Mistake> {
  for (const name of FIELDS) {
    const words = FIELD_TYPES[name] === 'yesNo' ? ['yes', 'no'] : choicesOf(name);
    if (!words) continue;
    for (const [from, to] of Object.entries(values[name] ?? {}))
      if (!words.includes(to.toLowerCase())) yield [['values', name, from], `“${to}” is none of ${words.join(', ')}.`];
    const preset = defaults[name];
    if (preset !== undefined && !words.includes(preset.toLowerCase()))
      yield [['defaults', name], `“${preset}” is none of ${words.join(', ')}.`];
  }
}
