import { z } from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { Account, AttemptsThisWeek, Hold, Party, Promised } from '#api/contract/cases.ts';
import { Disposition, Why } from '#api/contract/codes.ts';
import { Currency, Id, IdempotencyHeader, LocalDate, Minor, Moment, Named, TenantMoment, words } from '#api/contract/common.ts';
import { NewPromise, requested } from '#api/contract/requests.ts';
import { answers, json } from '#api/contract/responses.ts';
import { AttemptItem, FactItem, MessageItem } from '#api/contract/timeline.ts';

export const HandoffRow = z
  .object({
    id: Id,
    caseId: Id,
    reference: z.string(),
    creditor: Named,
    debtorName: z.string(),
    balanceMinor: Minor,
    currency: Currency.nullable(),
    zone: z.string(),
    team: z.string(),
    why: Why,
    status: z.enum(['offered', 'claimed', 'completed', 'withdrawn']),
    offeredAt: TenantMoment,
    waitingSince: Moment.meta({ description: 'Real time of the offer: what its age is measured by.' }),
    claimedBy: Named.nullable(),
    mine: z.boolean(),
    claimedAt: Moment.nullable(),
    leaseUntil: Moment.nullable(),
    endedAt: Moment.nullable(),
    disposition: Disposition.nullable(),
  })
  .meta({ id: 'HandoffRow' });
export const HandoffList = z
  .object({
    offered: z.array(HandoffRow).meta({ description: 'Waiting for somebody, oldest first; at most 100.' }),
    mine: z.array(HandoffRow),
    others: z.array(HandoffRow).meta({ description: 'Claimed by colleagues.' }),
    ended: z.array(HandoffRow).meta({ description: 'Ended last, newest first; at most 20.' }),
    held: z.int(),
    capacity: z.int(),
  })
  .meta({ id: 'HandoffList' });
export const HandoffView = HandoffRow.extend({
  parties: z.array(Party),
  accounts: z.array(Account),
  holds: z.array(Hold),
  promise: Promised.nullable(),
  attemptsThisWeek: AttemptsThisWeek,
  turns: z.array(z.discriminatedUnion('kind', [AttemptItem, MessageItem, FactItem])).meta({
    description: 'The last 20 messages and what people and the machine decided, oldest first.',
  }),
}).meta({ id: 'Handoff' });

export const HandoffCompletion = z
  .object({
    disposition: Disposition,
    note: words(4000).optional(),
    promise: NewPromise.optional(),
    resumeOn: LocalDate.optional().meta({ description: 'For `callback`: the day a person calls back.' }),
    contactPointId: Id.optional().meta({
      description: 'For `wrong-person`: where somebody else answered; left out, where the case last wrote to or heard from.',
    }),
  })
  .strict()
  .meta({ id: 'HandoffCompletion' });
export const HandoffPath = z.object({ handoffId: Id });

const act = (operationId: string, summary: string) => ({
  operationId,
  tags: ['Handoffs'],
  summary,
  requestParams: { path: HandoffPath, header: IdempotencyHeader },
  responses: requested,
});
export const handoffsPaths = {
  '/handoffs': {
    get: {
      operationId: 'listHandoffs',
      tags: ['Handoffs'],
      summary: 'Offered, mine, and ended last',
      responses: answers(200, 'Handoffs', HandoffList, [401, 403]),
    },
  },
  '/handoffs/{handoffId}': {
    get: {
      operationId: 'getHandoff',
      tags: ['Handoffs'],
      summary: 'The packet: all a collector needs before the first word',
      requestParams: { path: HandoffPath },
      responses: answers(200, 'The packet', HandoffView, [401, 403, 404]),
    },
  },
  '/handoffs/{handoffId}/claim': { post: act('claimHandoff', 'Take it; refused with `taken`, `at-capacity`, `expired` or `handoff-over`') },
  '/handoffs/{handoffId}/renew': { post: act('renewHandoff', 'Keep it for longer') },
  '/handoffs/{handoffId}/release': { post: act('releaseHandoff', 'Give it back to the queue') },
  '/handoffs/{handoffId}/complete': {
    post: { ...act('completeHandoff', 'Finish it with a disposition'), requestBody: json(HandoffCompletion) },
  },
} satisfies ZodOpenApiPathsObject;
