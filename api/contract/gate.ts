import { z } from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { CasePath } from '#api/contract/cases.ts';
import { Channel } from '#api/contract/codes.ts';
import { LocalDate, TenantMoment } from '#api/contract/common.ts';
import { answers } from '#api/contract/responses.ts';

export const Opinion = z
  .object({
    rule: z.string(),
    says: z.enum(['pass', 'deny', 'warn']),
    reason: z.string().nullable(),
    fact: z.string().nullable().meta({ description: 'The fact that is missing.' }),
    until: TenantMoment.nullable(),
  })
  .meta({ id: 'Opinion' });
export const GateAnswer = z
  .object({
    decision: z.enum(['allow', 'delay', 'deny', 'needs-approval']),
    at: TenantMoment,
    rule: z.string().nullable().meta({ description: 'The first rule or stop that denies.' }),
    reason: z.string().nullable(),
    nextAllowedAt: TenantMoment.nullable(),
    missing: z.array(z.string()),
    spoke: z.array(Opinion),
    packs: z.record(z.string(), LocalDate),
  })
  .meta({ id: 'GateAnswer' });
export const GateQuery = z.object({ channel: Channel });

export const gatePaths = {
  '/cases/{caseId}/gate': {
    get: {
      operationId: 'askGate',
      tags: ['Cases'],
      summary: 'May this debtor be contacted now? The answer a contact would get, with every rule that spoke',
      requestParams: { path: CasePath, query: GateQuery },
      responses: answers(200, "The gate's answer", GateAnswer, [400, 401, 403, 404]),
    },
  },
} satisfies ZodOpenApiPathsObject;
