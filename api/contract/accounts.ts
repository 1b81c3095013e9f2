import { z } from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { Currency, Id, Minor } from '#api/contract/common.ts';
import { answers, json } from '#api/contract/responses.ts';

export const AccountSearch = z
  .object({ phone: z.string().regex(/^\+[1-9]\d{6,14}$/, 'a number in E.164') })
  .strict()
  .meta({ id: 'AccountSearch' });
export const AccountsFound = z
  .object({
    accounts: z.array(
      z.object({
        accountRef: z.string(),
        caseId: Id,
        creditorId: Id,
        creditor: z.string(),
        balanceMinor: Minor,
        currency: Currency,
        status: z.enum(['open', 'closed', 'recalled']),
      }),
    ),
  })
  .meta({ id: 'AccountsFound' });

export const accountsPaths = {
  '/accounts/find': {
    post: {
      operationId: 'findAccounts',
      tags: ['Money'],
      summary: 'Accounts of whoever answers at a number',
      description: 'A search that posts: a number does not belong in an address.',
      requestBody: json(AccountSearch),
      responses: answers(200, 'Accounts, newest first; at most 20', AccountsFound),
    },
  },
} satisfies ZodOpenApiPathsObject;
