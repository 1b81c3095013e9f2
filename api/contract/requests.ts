import { z } from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { REFUSED, REQUESTS } from '#domain/case/vocabulary.ts';
import { CasePath } from '#api/contract/cases.ts';
import { HoldKind } from '#api/contract/codes.ts';
import { Currency, GivenMoment, Id, IdempotencyHeader, LocalDate, Moment, Named, words } from '#api/contract/common.ts';
import { answers, json } from '#api/contract/responses.ts';

export const RequestAnswer = z
  .object({
    requestId: Id,
    caseId: Id,
    status: z.enum(['accepted', 'pending']).meta({ description: '`pending`: taken down, and decided soon; look at `look`.' }),
    ref: z.string().nullable().meta({ description: 'Id of what it made.' }),
    leaseUntil: Moment.nullable(),
    look: z.string().meta({ description: 'Where the answer stays.' }),
  })
  .meta({ id: 'RequestAnswer' });
export const RequestState = z
  .object({
    requestId: Id,
    caseId: Id,
    type: z.enum(REQUESTS),
    status: z.enum(['pending', 'accepted', 'refused', 'stuck']),
    ref: z.string().nullable(),
    leaseUntil: Moment.nullable(),
    refused: z.enum(REFUSED).nullable(),
    by: Named.nullable(),
    since: Moment.nullable(),
    recordedAt: Moment,
  })
  .meta({ id: 'RequestState' });

/** Every request to a case answers alike: done, refused with a code, or taken down and decided soon. */
export const requested = {
  ...answers(200, 'Done', RequestAnswer, [400, 401, 403, 404, 409, 422]),
  '202': { description: 'Taken down; the answer comes to `look`', content: { 'application/json': { schema: RequestAnswer } } },
};

export const NewHold = z
  .object({
    kind: HoldKind,
    because: words(500),
    until: GivenMoment.optional().meta({ description: "On the tenant's calendar; without it the hold stays until released." }),
  })
  .strict()
  .meta({ id: 'NewHold' });
export const NewPromise = z
  .object({ amountMinor: z.int().positive(), currency: Currency, dueOn: LocalDate })
  .strict()
  .meta({ id: 'NewPromise' });
export const HoldPath = z.object({ holdId: Id });
export const RequestPath = z.object({ requestId: Id });

const act = (operationId: string, summary: string) => ({ operationId, tags: ['Acts'], summary, responses: requested });
export const requestsPaths = {
  '/cases/{caseId}/holds': {
    post: {
      ...act('placeHold', 'Stop contact, until a moment or until released'),
      requestParams: { path: CasePath, header: IdempotencyHeader },
      requestBody: json(NewHold),
    },
  },
  '/holds/{holdId}/release': {
    post: { ...act('releaseHold', 'End a hold'), requestParams: { path: HoldPath, header: IdempotencyHeader } },
  },
  '/cases/{caseId}/promises': {
    post: {
      ...act('recordPromise', 'Record what the debtor promised'),
      requestParams: { path: CasePath, header: IdempotencyHeader },
      requestBody: json(NewPromise),
    },
  },
  '/cases/{caseId}/skip': {
    post: {
      ...act('skipStep', 'Skip the step or wait the machine stands at'),
      requestParams: { path: CasePath, header: IdempotencyHeader },
    },
  },
  '/requests/{requestId}': {
    get: {
      operationId: 'getRequest',
      tags: ['Acts'],
      summary: 'What became of a request',
      requestParams: { path: RequestPath },
      responses: answers(200, 'Its state', RequestState, [401, 403, 404]),
    },
  },
} satisfies ZodOpenApiPathsObject;
