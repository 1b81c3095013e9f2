import { and, count, eq, inArray, isNull } from 'drizzle-orm';
import { attempt, caseStep, inbox } from '#db/schema/index.ts';
import type { Installation } from '#bench/installation.ts';
import { until } from '#bench/until.ts';
import type { Bench } from '#bench/measure.ts';

/** Reported, and on its way to an end the carrier tells of by itself. */
const UNDER_WAY = ['reserved', 'submitting', 'submitted', 'sent'] as const;

/** Waits until nothing moves any more: no input untaken, no step pending, and every message reported delivered. */
export const quiet = (bench: Bench, { read }: Installation): Promise<true> =>
  until(
    'quiet',
    async () => {
      const left = await read(async (tx) => {
        const [untaken] = await tx
          .select({ n: count() })
          .from(inbox)
          .where(and(isNull(inbox.takenAt), isNull(inbox.parkedAt)));
        const [pending] = await tx.select({ n: count() }).from(caseStep).where(eq(caseStep.status, 'pending'));
        const [underWay] = await tx
          .select({ n: count() })
          .from(attempt)
          .where(inArray(attempt.status, [...UNDER_WAY]));
        return (untaken?.n ?? 0) + (pending?.n ?? 0) + (underWay?.n ?? 0);
      });
      return left === 0 || undefined;
    },
    bench,
  );
