import document from '../contracts/twilio-messages.json' with { type: 'json' };

/** The part of OpenAPI 3.0 schemas that Twilio's document uses. */
export type Schema = {
  $ref?: string;
  type?: string;
  format?: string;
  enum?: string[];
  pattern?: string;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  nullable?: boolean;
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
};
type Operation = {
  parameters: { name: string; in: string; schema: Schema; required?: boolean }[];
  requestBody?: { content: { 'application/x-www-form-urlencoded': { schema: Schema } } };
};
type Document = { paths: Record<string, { get: Operation; post: Operation }>; components: { schemas: Record<string, Schema> } };

const { paths, components } = document as unknown as Document;
const LIST = paths['/2010-04-01/Accounts/{AccountSid}/Messages.json'];
const ONE = paths['/2010-04-01/Accounts/{AccountSid}/Messages/{Sid}.json'];
const bodyOf = (operation: Operation | undefined): Schema =>
  operation?.requestBody?.content['application/x-www-form-urlencoded'].schema ?? {};
const queryOf = (operation: Operation | undefined): Schema => ({
  type: 'object',
  properties: Object.fromEntries((operation?.parameters ?? []).filter((p) => p.in === 'query').map((p) => [p.name, p.schema])),
});

export const CREATE = bodyOf(LIST?.post);
export const UPDATE = bodyOf(ONE?.post);
export const QUERY = queryOf(LIST?.get);
export const MESSAGE: Schema = { $ref: '#/components/schemas/api.v2010.account.message' };

/** The fields of a form or a resource that do not fit the document, each by its name. Fields it doesn't know may stay. */
export function misfits(schema: Schema, value: unknown, name = ''): string[] {
  if (schema.$ref) return misfits(components.schemas[schema.$ref.split('/').at(-1) ?? ''] ?? {}, value, name);
  if (value === null) return schema.nullable ? [] : [name];
  if (schema.type === 'object') return objectMisfits(schema, value, name);
  if (schema.type === 'array') return [value].flat().flatMap((one) => misfits(schema.items ?? {}, one, name));
  return fits(schema, value) ? [] : [name];
}

function objectMisfits({ properties, required }: Schema, value: unknown, name: string): string[] {
  if (typeof value !== 'object' || value === null) return [name];
  const fields = value as Record<string, unknown>;
  const missing = (required ?? []).filter((field) => fields[field] === undefined);
  const known = Object.entries(properties ?? {}).filter(([field]) => fields[field] !== undefined);
  return [...missing, ...known.flatMap(([field, schema]) => misfits(schema, fields[field], field))];
}

/** A form has only strings: a number is one that reads as a number. */
function fits(schema: Schema, value: unknown): boolean {
  if (schema.type === 'integer' || schema.type === 'number') {
    const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
    if (typeof number !== 'number' || !Number.isFinite(number) || (schema.type === 'integer' && !Number.isInteger(number))) return false;
    return number >= (schema.minimum ?? -Infinity) && number <= (schema.maximum ?? Infinity);
  }
  if (schema.type === 'boolean') return [true, false, 'true', 'false'].includes(value as string | boolean);
  if (typeof value !== 'string') return false;
  if (schema.enum && !schema.enum.includes(value)) return false;
  if (schema.pattern && !new RegExp(schema.pattern).test(value)) return false;
  if (value.length < (schema.minLength ?? 0) || value.length > (schema.maxLength ?? Infinity)) return false;
  if (schema.format === 'uri') return URL.canParse(value);
  return schema.format !== 'date-time' || !Number.isNaN(Date.parse(value));
}
