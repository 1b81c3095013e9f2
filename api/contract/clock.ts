import { z } from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { Moment, TenantMoment } from '#api/contract/common.ts';
import { answers, json } from '#api/contract/responses.ts';

export const Clock = z
  .object({
    anchors: z.array(z.object({ real: Moment, tenant: TenantMoment, rate: z.int().min(0) })),
    now: z.object({ real: Moment, tenant: TenantMoment }),
    rate: z.int().min(0).meta({ description: 'Tenant milliseconds per real one; 0 is paused.' }),
    paused: z.boolean(),
    sandbox: z.boolean(),
  })
  .meta({ id: 'Clock' });
export const ClockRate = z
  .object({ rate: z.int().min(1).max(86_400) })
  .strict()
  .meta({ id: 'ClockRate' });

const turned = answers(200, 'The calendar from now on', Clock, [400, 401, 403, 409]);
export const clockPaths = {
  '/clock': {
    get: {
      operationId: 'getClock',
      tags: ['Clock'],
      summary: "The tenant's calendar",
      responses: answers(200, 'The calendar', Clock, [401]),
    },
  },
  '/clock/pause': { post: { operationId: 'pauseClock', tags: ['Clock'], summary: 'Stop the calendar', responses: turned } },
  '/clock/resume': {
    post: { operationId: 'resumeClock', tags: ['Clock'], summary: 'Let the calendar run on, as fast as before', responses: turned },
  },
  '/clock/rate': {
    post: {
      operationId: 'setClockRate',
      tags: ['Clock'],
      summary: 'Let the calendar run faster or slower',
      description: 'Refused with `rate-fixed` for a tenant that is no sandbox: its calendar is the real one.',
      requestBody: json(ClockRate),
      responses: turned,
    },
  },
} satisfies ZodOpenApiPathsObject;
