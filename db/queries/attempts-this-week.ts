import { and, eq, gt, inArray, isNull, notInArray, sql } from 'drizzle-orm';
import type { Transaction } from '#db/client.ts';
import { attempt, tenantRule } from '#db/schema/index.ts';

const WEEK_MS = 7 * 24 * 3_600_000;

/**
 * Attempts on one person in the seven days before `at`, as far as this scope sees, and the tenant's own cap on them.
 * @param at the tenant's calendar
 */
export async function attemptsThisWeek(tx: Transaction, personIds: readonly string[], at: number): Promise<{ used: number; cap: number | null }> {
  const [row] =
    personIds.length === 0
      ? []
      : await tx
          .select({ used: sql<number>`count(*)::integer` })
          .from(attempt)
          .where(
            and(
              inArray(attempt.personId, [...personIds]),
              notInArray(attempt.status, ['suppressed', 'cancelled', 'failed']),
              gt(attempt.occurredAt, new Date(at - WEEK_MS)),
            ),
          );
  return { used: row?.used ?? 0, cap: await weeklyCap(tx) };
}

/** The smallest cap among the tenant's own rules that count a person's contacts over a week. */
async function weeklyCap(tx: Transaction): Promise<number | null> {
  const rows = await tx.select({ rule: tenantRule.rule }).from(tenantRule).where(isNull(tenantRule.retiredAt));
  const caps = rows.flatMap(({ rule }) => {
    const params = rule['params'] as { type?: unknown; per?: unknown; max?: unknown; window?: unknown } | undefined;
    return params?.type === 'count' && typeof params.max === 'number' && perPerson(params.per) ? [params.max] : [];
  });
  return caps.length > 0 ? Math.min(...caps) : null;
}

const perPerson = (per: unknown): boolean => per === 'person' || (Array.isArray(per) && per.length === 1 && per[0] === 'person');
void eq;
