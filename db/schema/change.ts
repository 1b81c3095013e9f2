import { sql } from 'drizzle-orm';
import { bigint, index, snakeCase, text, uuid } from 'drizzle-orm/pg-core';
import { creditorId, recordedAt, tenantId } from '#db/schema/columns.ts';

/** What open pages have to hear of. Ids only; the tailer numbers the rows in the order they became visible. */
export const change = snakeCase.table(
  'change',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    tenantId: tenantId(),
    creditorId: creditorId(),
    kind: text({ enum: ['case', 'handoff', 'message', 'attempt', 'clock'] }).notNull(),
    caseId: uuid(),
    ref: text().notNull(),
    recordedAt: recordedAt(),
    /** The cursor a stream resumes from; null until the tailer has seen the row. */
    published: bigint({ mode: 'number' }),
  },
  (t) => [
    index('change_published_idx').on(t.published),
    index('change_unpublished_idx')
      .on(t.id)
      .where(sql`published is null`),
    index('change_recorded_idx').on(t.recordedAt),
  ],
);
