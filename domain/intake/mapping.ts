import { z } from 'zod';
import { isDateFormat } from './dates.ts';
import { FIELDS, type Field } from './fields.ts';
import { mistakesIn } from './mapping-mistakes.ts';

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
export type MappingShape = z.infer<typeof Shape>;

/** How one creditor's files are to be read. Each mistake comes with a sentence. */
export const Mapping = Shape.check((context) => {
  for (const [path, message] of mistakesIn(context.value))
    context.issues.push({ code: 'custom', input: context.value, path: [...path], message });
});
export type Mapping = z.infer<typeof Mapping>;
export type ColumnTarget = Mapping['columns'][string];
