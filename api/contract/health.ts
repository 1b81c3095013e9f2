import { z } from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';

export const Health = z.object({ database: z.boolean(), temporal: z.boolean() }).meta({ id: 'Health' });

export const healthPaths = {
  '/health': {
    get: {
      operationId: 'getHealth',
      tags: ['Health'],
      summary: 'Whether the database and the engine can be reached',
      security: [],
      responses: {
        '200': { description: 'Both', content: { 'application/json': { schema: Health } } },
        '503': { description: 'Not both', content: { 'application/json': { schema: Health } } },
      },
    },
  },
} satisfies ZodOpenApiPathsObject;
