import { countDistinct, eq, sql } from 'drizzle-orm';
import type { Transaction } from '#db/client.ts';
import { account, caseState } from '#db/schema/index.ts';

/** Of the cases that hold accounts of a placement, how many have decided anything yet. */
export async function casesDecided(tx: Transaction, placementId: string): Promise<{ cases: number; decided: number }> {
  const [row] = await tx
    .select({
      cases: countDistinct(caseState.caseId),
      decided: sql<number>`count(distinct ${caseState.caseId}) filter (where ${caseState.decidedAt} is not null)`.mapWith(Number),
    })
    .from(account)
    .innerJoin(caseState, eq(caseState.caseId, account.caseId))
    .where(eq(account.placementId, placementId));
  return row ?? { cases: 0, decided: 0 };
}
