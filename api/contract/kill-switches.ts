import { z } from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { Channel } from '#api/contract/codes.ts';
import { Id, IdempotencyHeader, Moment, Named, words } from '#api/contract/common.ts';
import { answers, json } from '#api/contract/responses.ts';

export const NewKillSwitch = z
  .object({
    creditorId: Id.optional().meta({ description: 'Left out: every creditor of the tenant.' }),
    channel: Channel.optional(),
    provider: z.enum(['twilio']).optional(),
    because: words(500),
  })
  .strict()
  .meta({ id: 'NewKillSwitch' });
export const KillSwitch = z
  .object({
    id: Id,
    creditor: Named.nullable(),
    channel: Channel.nullable(),
    provider: z.string().nullable(),
    because: z.string(),
    offBy: Named,
    offAt: Moment,
    onBy: Named.nullable(),
    onAt: Moment.nullable(),
  })
  .meta({ id: 'KillSwitch' });
export const KillSwitchList = z.object({ items: z.array(KillSwitch) }).meta({ id: 'KillSwitchList' });
export const KillSwitchPath = z.object({ killSwitchId: Id });

export const killSwitchesPaths = {
  '/kill-switches': {
    get: {
      operationId: 'listKillSwitches',
      tags: ['Stops'],
      summary: 'What is switched off, and the last hundred that were',
      responses: answers(200, 'Switches, newest first', KillSwitchList, [401, 403]),
    },
    post: {
      operationId: 'switchOff',
      tags: ['Stops'],
      summary: 'Stop all contact of the tenant, or of one creditor, channel or provider',
      description: 'In force for every contact that has not left when this is answered.',
      requestParams: { header: IdempotencyHeader },
      requestBody: json(NewKillSwitch),
      responses: answers(201, 'Off', KillSwitch, [400, 401, 403, 404, 422]),
    },
  },
  '/kill-switches/{killSwitchId}/lift': {
    post: {
      operationId: 'switchOn',
      tags: ['Stops'],
      summary: 'Let contact go on',
      requestParams: { path: KillSwitchPath },
      responses: answers(200, 'On again', KillSwitch, [401, 403, 404]),
    },
  },
} satisfies ZodOpenApiPathsObject;
