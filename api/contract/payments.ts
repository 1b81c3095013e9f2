import { z } from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { MOST_MINOR } from '#domain/money/most-minor.ts';
import { Currency, GivenMoment, Id, Minor, Moment } from '#api/contract/common.ts';
import { answers, json } from '#api/contract/responses.ts';

export const NewPayment = z
  .object({
    id: z.string().min(1).max(100).meta({ description: "The sender's own id of the payment: a repeat of it changes nothing." }),
    creditorId: Id,
    accountRef: z.string().min(1).max(100),
    amountMinor: z.int().positive().max(MOST_MINOR).meta({ description: 'What was received, in integer minor units.' }),
    currency: Currency,
    occurredAt: GivenMoment.meta({ description: "When it was received, on the tenant's calendar." }),
  })
  .strict()
  .meta({ id: 'NewPayment' });
export const PaymentReceipt = z
  .object({
    entryId: Id,
    caseId: Id,
    accountRef: z.string(),
    amountMinor: Minor,
    currency: Currency,
    balanceMinor: Minor.meta({ description: 'Of the account, after this payment; never below 0.' }),
    overMinor: Minor.meta({ description: 'How much of it exceeded the balance.' }),
    recordedAt: Moment,
  })
  .meta({ id: 'PaymentReceipt' });

export const paymentsPaths = {
  '/payments': {
    post: {
      operationId: 'postPayment',
      tags: ['Money'],
      summary: 'Record a payment to one account',
      description:
        'One ledger entry, one input to the case. The same id again: the same answer. The same id with another amount, account or moment: 409 `payment-differs`.',
      requestBody: json(NewPayment),
      responses: answers(200, 'Recorded', PaymentReceipt, [400, 401, 403, 404, 409]),
    },
  },
} satisfies ZodOpenApiPathsObject;
