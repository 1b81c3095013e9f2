import { z } from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { Id, IdempotencyHeader, LocalDate, Minor, Moment, Named } from '#api/contract/common.ts';
import { answers } from '#api/contract/responses.ts';

const upload = (description: string) => z.string().meta({ format: 'binary', description });
export const NewPlacement = z
  .object({
    creditorId: Id,
    file: upload('The accounts, as text with delimiters.'),
    mapping: upload('JSON: which column is which field.'),
    control: upload('JSON: rows and total the sender counted.').optional(),
  })
  .meta({ id: 'NewPlacement' });
export const PlacementReport = z
  .object({
    rows: z.object({ data: z.int(), accepted: z.int(), warned: z.int(), rejected: z.int() }),
    effect: z.object({ new: z.int(), updated: z.int(), unchanged: z.int(), closed: z.int(), absent: z.int() }),
    acceptedBalanceMinor: z.record(z.string(), Minor).meta({ description: 'By currency.' }),
    cases: z.object({ opened: z.int(), joined: z.int() }),
    issues: z.array(
      z.object({
        line: z.int(),
        endLine: z.int().optional(),
        level: z.enum(['error', 'warning']),
        code: z.string(),
        column: z.string().nullable(),
        with: z.array(z.int()).optional().meta({ description: 'The other rows of the same account.' }),
        sentence: z.string(),
      }),
    ),
    issuesFound: z.int().meta({ description: 'How many there were; `issues` holds the first thousand.' }),
  })
  .meta({ id: 'PlacementReport' });
export const Placement = z
  .object({
    id: Id,
    creditor: Named,
    fileName: z.string(),
    receivedOn: LocalDate,
    receivedBy: Named,
    recordedAt: Moment,
    report: PlacementReport,
  })
  .meta({ id: 'Placement' });
export const PlacementPath = z.object({ placementId: Id });

export const placementsPaths = {
  '/placements': {
    post: {
      operationId: 'postPlacement',
      tags: ['Placements'],
      summary: 'Import a file of accounts',
      description:
        'Good rows are stored, in one transaction; the report names every other. A file that fails as a whole is refused with `file-refused`.',
      requestParams: { header: IdempotencyHeader.partial() },
      requestBody: { required: true, content: { 'multipart/form-data': { schema: NewPlacement } } },
      responses: {
        ...answers(200, 'Stored before, with its report', Placement),
        ...answers(201, 'Stored, with its report', Placement, [400, 401, 403, 404, 409, 413, 422]),
      },
    },
  },
  '/placements/{placementId}': {
    get: {
      operationId: 'getPlacement',
      tags: ['Placements'],
      summary: 'The report of an import',
      requestParams: { path: PlacementPath },
      responses: answers(200, 'The report', Placement, [401, 403, 404]),
    },
  },
} satisfies ZodOpenApiPathsObject;
