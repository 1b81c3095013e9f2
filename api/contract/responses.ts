import type { z } from 'zod';
import { Problem } from '#api/contract/common.ts';

const REFUSALS = {
  400: 'The request can not be read',
  401: 'Sign in, or send a key',
  403: 'Signed in, without the scope',
  404: 'No such thing for this caller',
  409: 'Refused: `code` says why',
  413: 'Too large',
  422: 'The key was used for something else',
} as const;

const problem = (description: string) => ({ description, content: { 'application/problem+json': { schema: Problem } } });

/** A response with its body, and the refusals every caller must expect beside it. */
export const answers = <Schema extends z.ZodType>(
  status: 200 | 201,
  description: string,
  schema: Schema,
  refusals: readonly (keyof typeof REFUSALS)[] = [400, 401, 403],
) => ({
  [`${status}`]: { description, content: { 'application/json': { schema } } },
  ...Object.fromEntries(refusals.map((status) => [`${status}`, problem(REFUSALS[status])])),
});

export const json = <Schema extends z.ZodType>(schema: Schema) => ({ required: true, content: { 'application/json': { schema } } });
