import { z } from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';

export const CHANGE_KINDS = ['case', 'handoff', 'message', 'attempt', 'clock'] as const;
export const ChangeNotice = z
  .object({ kind: z.enum(CHANGE_KINDS), caseId: z.uuid().nullable(), ref: z.string() })
  .meta({ id: 'ChangeNotice', description: 'Ids only: a page that shows them reads again.' });
export type ChangeNotice = z.infer<typeof ChangeNotice>;
export const StreamQuery = z.object({
  after: z.string().max(200).optional().meta({ description: 'The `x-cursor` of the answer the page was made from.' }),
});

export const streamPaths = {
  '/stream': {
    get: {
      operationId: 'openStream',
      tags: ['Live'],
      summary: 'What changed, as it changes',
      description:
        'Server-sent events named `change`, with their cursor as id: `Last-Event-ID` or `after` resumes. `reload` says that the cursor is too old to resume from; `ended` that the sign-in or a grant has changed.',
      requestParams: { query: StreamQuery },
      responses: {
        '200': { description: 'Events until one side hangs up', content: { 'text/event-stream': { schema: ChangeNotice } } },
      },
    },
  },
} satisfies ZodOpenApiPathsObject;
