import { z } from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { Id, Named } from '#api/contract/common.ts';
import { answers } from '#api/contract/responses.ts';
import { SCOPES } from '#api/scopes.ts';

export const Me = z
  .object({
    user: z.object({ id: z.string(), name: z.string(), email: z.string().nullable() }),
    tenant: z.object({ id: Id, name: z.string(), sandbox: z.boolean() }),
    role: z.enum(['collector', 'strategist', 'supervisor', 'admin']).nullable().meta({ description: 'Null for an API key.' }),
    scopes: z.array(z.enum(SCOPES)),
    creditors: z.array(Named),
    handoffs: z.object({ held: z.int(), capacity: z.int() }),
  })
  .meta({ id: 'Me' });

export const mePaths = {
  '/me': { get: { operationId: 'getMe', tags: ['Session'], summary: 'Who asks', responses: answers(200, 'The caller', Me, [401]) } },
} satisfies ZodOpenApiPathsObject;
