import { fieldsOf, headerText } from './columns.ts';
import { ACCOUNT_FIELDS, choicesOf, FIELD_TYPES, FIELDS, type Field } from './fields.ts';
import { patternMistake } from './id-pattern.ts';
import type { MappingShape } from './mapping.ts';

type Mistake = readonly [path: readonly (string | number)[], message: string];

/** What no single field shows: parts of a mapping that contradict each other. */
export function* mistakesIn(mapping: MappingShape): Generator<Mistake> {
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

function* unknownWords({ values, defaults }: MappingShape): Generator<Mistake> {
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
