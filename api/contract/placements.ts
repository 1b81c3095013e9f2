import { z } from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { Id, LocalDate, Moment, Named } from '#api/contract/common.ts';
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
export const Placement = z
  .object({
    id: Id,
    creditor: Named,
    fileName: z.string(),
    receivedOn: LocalDate,
    receivedBy: Named,
    recordedAt: Moment,
    report: z.record(z.string(), z.unknown()).meta({ description: 'Counts, rejected rows with their codes, warnings.' }),
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
      requestBody: { required: true, content: { 'multipart/form-data': { schema: NewPlacement } } },
      responses: answers(201, 'Stored, with its report', Placement, [400, 401, 403, 404, 409, 413]),
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
