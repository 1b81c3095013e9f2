import { and, eq, gte, isNull, notInArray, sql } from 'drizzle-orm';
import { addDays, localDate, startOfDay } from '#domain/time/local.ts';
import type { Transaction } from '#db/client.ts';
import { attempt, tenantRule } from '#db/schema/index.ts';

const DAYS = 7;

/**
 * Attempts on one person today and in the six days before, as far as this scope sees, and the tenant's own cap on them.
 * @param at the tenant's calendar
 */
export async function attemptsThisWeek(
  tx: Transaction,
  { personId, zone, at }: { personId: string; zone: string; at: number },
): Promise<{ used: number; cap: number | null }> {
  const from = startOfDay(addDays(localDate(at, zone), 1 - DAYS), zone);
  const [row] = await tx
    .select({ used: sql<number>`count(*)::integer` })
    .from(attempt)
    .where(
      and(
        eq(attempt.personId, personId),
        notInArray(attempt.status, ['suppressed', 'cancelled', 'failed']),
        gte(attempt.occurredAt, new Date(from)),
      ),
    );
  return { used: row?.used ?? 0, cap: await weeklyCap(tx) };
}

type CountParams = { type?: unknown; limit?: unknown; per?: unknown; window?: { unit?: unknown; length?: unknown } };

/** The smallest cap among the tenant's own rules that count a person's contacts over a week. */
async function weeklyCap(tx: Transaction): Promise<number | null> {
  const rows = await tx.select({ rule: tenantRule.rule }).from(tenantRule).where(isNull(tenantRule.retiredAt));
  const caps = rows.flatMap(({ rule }) => {
    const params = rule['params'] as CountParams | undefined;
    return params?.type === 'count' && typeof params.limit === 'number' && isWeekly(params) ? [params.limit] : [];
  });
  return caps.length > 0 ? Math.min(...caps) : null;
}

const isWeekly = ({ per, window }: CountParams): boolean =>
  Array.isArray(per) && per.length === 1 && per[0] === 'person' && window?.unit === 'local_days' && window.length === DAYS;
