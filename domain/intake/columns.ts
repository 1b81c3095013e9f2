import { clean } from './clean.ts';
import type { Field } from './fields.ts';
import type { ColumnTarget } from './mapping.ts';

/** The fields a column fills, in order; null for a part that is thrown away. */
export function fieldsOf(target: ColumnTarget): readonly (Field | null)[] {
  if (target === null) return [];
  if (typeof target === 'string') return [target];
  return Array.isArray(target.to) ? target.to : [target.to];
}

/** Header text as compared between file and mapping. */
export const headerText = (text: string) => clean(text, 'text');
