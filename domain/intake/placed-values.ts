import type { AccountField, FIELD_TYPES, Field, FieldType } from './fields.ts';

type ValueOf<Type extends FieldType> = Type extends 'amount' | 'sideAmount' | 'count' ? number : Type extends 'yesNo' ? boolean : string;

/**
 * What is known of one account, field by field: amounts in minor units of `currency`, dates 'YYYY-MM-DD',
 * phones E.164 (`;ext=12`), consents boolean, choices as in fields.ts. A field without a usable value is absent.
 */
export type PlacedValues = { readonly [F in AccountField]?: ValueOf<(typeof FIELD_TYPES)[F]> };

export type Value = string | number | boolean;
export type Values = { -readonly [F in AccountField]?: PlacedValues[F] };

/** Sets a field to what its reader returned; the reader of a field's type makes the field's value, which types can't follow here. */
export function setValue(values: Values, field: Field, value: Value): void {
  (values as Record<string, Value>)[field] = value;
}

/** Total if stated, else the sum of the components; undefined when neither total nor any component is there. */
export function statedBalance({ total, principal, interest, fees, costs }: PlacedValues): number | undefined {
  if (total !== undefined) return total;
  const components = [principal, interest, fees, costs].filter((amount) => amount !== undefined);
  return components.length > 0 ? components.reduce((sum, amount) => sum + amount, 0) : undefined;
}
