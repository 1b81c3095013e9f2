import { z } from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { Channel, HoldKind, NextAction, Stage, Why } from '#api/contract/codes.ts';
import { Currency, Id, LocalDate, Minor, Moment, Named, PageQuery, pageOf, TenantMoment } from '#api/contract/common.ts';
import { answers } from '#api/contract/responses.ts';

export const QUEUES = ['callbacks', 'promises', 'handoffs', 'new', 'working', 'closed'] as const;
export const Queue = z.enum(QUEUES).meta({ id: 'Queue' });

/** Attempts on the debtor today and in the six days before, as far as the caller sees; the gate counts over all creditors. */
export const AttemptsThisWeek = z
  .object({ used: z.int(), cap: z.int().nullable().meta({ description: "The tenant's own cap for a week, if it has one." }) })
  .meta({ id: 'AttemptsThisWeek' });
export const Promised = z
  .object({ id: Id, amountMinor: Minor, currency: Currency, dueOn: LocalDate, dueAt: TenantMoment, paidMinor: Minor })
  .meta({ id: 'Promised' });
export const OpenHandoff = z
  .object({
    id: Id,
    team: z.string(),
    why: Why,
    offeredAt: TenantMoment,
    claimedBy: Named.nullable(),
    claimedAt: Moment.nullable(),
    leaseUntil: Moment.nullable(),
  })
  .meta({ id: 'OpenHandoff' });

export const CaseRow = z
  .object({
    id: Id,
    reference: z.string(),
    creditor: Named,
    debtorName: z.string(),
    stage: Stage,
    open: z.boolean(),
    queue: Queue,
    balanceMinor: Minor,
    currency: Currency.nullable(),
    daysPastDue: z.int().nullable().meta({ description: 'Of its oldest account, as placed.' }),
    next: NextAction,
    promise: Promised.nullable(),
    handoff: OpenHandoff.nullable(),
    zone: z.string().meta({ description: "The debtor's first time zone." }),
    updatedAt: Moment,
  })
  .meta({ id: 'CaseRow' });
export const CaseList = z.object(pageOf(CaseRow)).meta({ id: 'CaseList' });
export const CaseQuery = PageQuery.extend({
  queue: Queue.optional(),
  creditorId: Id.optional(),
  q: z.string().trim().max(60).optional().meta({ description: "Start of the case's reference." }),
});
export const QueueCounts = z
  .object(Object.fromEntries(QUEUES.map((queue) => [queue, z.int()])) as Record<(typeof QUEUES)[number], z.ZodInt>)
  .meta({
    id: 'QueueCounts',
  });

export const ContactPoint = z
  .object({
    id: Id,
    kind: z.enum(['phone', 'email']),
    masked: z.string(),
    phoneType: z.enum(['mobile', 'home', 'work', 'other']).nullable(),
    zones: z.array(z.string()),
    state: z.enum(['unproved', 'right-party', 'wrong-person', 'invalid']),
    stateAt: Moment.nullable(),
    optedOut: z.array(Channel).meta({ description: 'Channels the person may not be written to on, here.' }),
  })
  .meta({ id: 'ContactPoint' });
export const Party = z
  .object({
    id: Id,
    name: z.string(),
    role: z.enum(['debtor', 'co-debtor', 'guarantor', 'reference']),
    language: z.string().nullable(),
    idLast4: z.string().nullable(),
    place: z.string().nullable().meta({ description: 'City and region.' }),
    contactPoints: z.array(ContactPoint),
  })
  .meta({ id: 'Party' });
const components = { principalMinor: Minor, interestMinor: Minor, feesMinor: Minor, costsMinor: Minor };
export const Account = z
  .object({
    id: Id,
    accountRef: z.string(),
    currency: Currency,
    balanceMinor: Minor,
    ...components,
    paidMinor: Minor.meta({ description: 'Received so far, as a positive amount.' }),
    status: z.enum(['open', 'closed', 'recalled']),
    closureReason: z.string().nullable(),
    daysPastDue: z.int().nullable(),
    dueOn: LocalDate.nullable(),
    placedAt: Moment,
  })
  .meta({ id: 'Account' });
export const Hold = z
  .object({ id: Id, kind: HoldKind, because: z.string(), until: TenantMoment.nullable(), placedBy: Named, placedAt: Moment })
  .meta({ id: 'Hold' });

export const CaseView = CaseRow.extend({
  openedAt: Moment,
  zones: z.array(z.string()),
  playbook: z.object({ key: z.string(), version: z.int(), name: z.string() }),
  parties: z.array(Party),
  accounts: z.array(Account),
  holds: z.array(Hold),
  attemptsThisWeek: AttemptsThisWeek,
}).meta({ id: 'Case' });

export const CasePath = z.object({ caseId: Id });

export const casesPaths = {
  '/cases': {
    get: {
      operationId: 'listCases',
      tags: ['Cases'],
      summary: 'Cases of a queue, most urgent first',
      requestParams: { query: CaseQuery },
      responses: answers(200, 'A page of cases', CaseList),
    },
  },
  '/queues': {
    get: {
      operationId: 'countQueues',
      tags: ['Cases'],
      summary: 'How many cases stand in each queue',
      responses: answers(200, 'Counts', QueueCounts, [401, 403]),
    },
  },
  '/cases/{caseId}': {
    get: {
      operationId: 'getCase',
      tags: ['Cases'],
      summary: 'One case: people, accounts, what the machine does next and why',
      requestParams: { path: CasePath },
      responses: answers(200, 'The case', CaseView, [401, 403, 404]),
    },
  },
} satisfies ZodOpenApiPathsObject;
