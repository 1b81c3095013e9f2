import { z } from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { AttemptStatus, Channel, Disposition, HoldKind, Intent, TimelineFact, Why } from '#api/contract/codes.ts';
import { CasePath } from '#api/contract/cases.ts';
import { Currency, LocalDate, Minor, Moment, PageQuery, pageOf, TenantMoment } from '#api/contract/common.ts';
import { answers } from '#api/contract/responses.ts';

export const Actor = z
  .object({ kind: z.enum(['machine', 'person', 'debtor', 'creditor']), name: z.string().nullable() })
  .meta({ id: 'Actor', description: 'Who did it. `name` is null for the machine, and for a person no longer known.' });
const shared = { id: z.string(), at: TenantMoment, recordedAt: Moment, actor: Actor };
const contact = { channel: Channel, party: z.string().nullable(), address: z.string().nullable().meta({ description: 'Masked.' }) };

/** What the gate said when the attempt asked; a rule that denied is named. */
export const VerdictNote = z
  .object({
    id: z.uuid(),
    decision: z.enum(['allow', 'delay', 'deny', 'needs-approval']),
    rule: z.string().nullable(),
    reason: z.string().nullable(),
    nextAllowedAt: TenantMoment.nullable(),
  })
  .meta({ id: 'VerdictNote' });

export const AttemptItem = z
  .object({
    kind: z.literal('attempt'),
    ...shared,
    ...contact,
    status: AttemptStatus,
    /** Rule or stop that kept it from leaving. */
    refusal: z.string().nullable(),
    verdict: VerdictNote.nullable(),
    step: z.string().nullable(),
    template: z.string().nullable(),
    text: z.string().nullable(),
    history: z.array(z.object({ status: AttemptStatus, recordedAt: Moment, raised: z.boolean() })),
  })
  .meta({ id: 'AttemptItem' });
export const MessageItem = z
  .object({ kind: z.literal('message'), ...shared, ...contact, text: z.string(), intent: Intent.nullable() })
  .meta({ id: 'MessageItem' });
export const FactItem = z
  .object({
    kind: z.literal('fact'),
    ...shared,
    type: TimelineFact,
    why: Why.optional(),
    rule: z.string().optional(),
    step: z.string().optional(),
    round: z.int().optional(),
    until: TenantMoment.optional(),
    leaseUntil: Moment.optional(),
    amountMinor: Minor.optional(),
    currency: Currency.optional(),
    dueOn: LocalDate.optional(),
    paidMinor: Minor.optional(),
    channel: Channel.optional(),
    holdKind: HoldKind.optional(),
    team: z.string().optional(),
    handoffId: z.uuid().optional(),
    how: z.enum(['released', 'lease-ended']).optional(),
    disposition: Disposition.optional(),
    code: z.string().optional(),
    accountRef: z.string().optional(),
    text: z.string().optional().meta({ description: 'What the person wrote beside it.' }),
  })
  .meta({ id: 'FactItem' });
export const LedgerItem = z
  .object({
    kind: z.literal('ledger'),
    ...shared,
    entry: z.enum(['placement', 'payment', 'reversal', 'correction']),
    accountRef: z.string(),
    amountMinor: Minor.meta({ description: 'Change of the balance: a payment is negative.' }),
    currency: Currency,
  })
  .meta({ id: 'LedgerItem' });

export const TimelineItem = z.discriminatedUnion('kind', [AttemptItem, MessageItem, FactItem, LedgerItem]).meta({ id: 'TimelineItem' });
export type TimelineItem = z.infer<typeof TimelineItem>;
export const Timeline = z.object(pageOf(TimelineItem)).meta({ id: 'Timeline' });

export const timelinePaths = {
  '/cases/{caseId}/timeline': {
    get: {
      operationId: 'getTimeline',
      tags: ['Cases'],
      summary: 'Everything that happened, newest first: messages, decisions, people, money',
      requestParams: { path: CasePath, query: PageQuery },
      responses: answers(200, 'A page of the timeline', Timeline, [400, 401, 403, 404]),
    },
  },
} satisfies ZodOpenApiPathsObject;
