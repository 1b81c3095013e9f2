import { inArray } from 'drizzle-orm';
import type { Transaction } from '#db/client.ts';
import type { NewInput } from '#db/queries/inbox.ts';
import { announce } from '#db/queries/changes.ts';
import { askInChunks, inChunks } from '#db/queries/placement-bulk.ts';
import { caseState, collectionCase, inbox } from '#db/schema/index.ts';

/** @returns case id by debtor's party id, open or closed */
export async function casesOfDebtors(tx: Transaction, partyIds: readonly string[]): Promise<Map<string, string>> {
  const rows = await askInChunks(partyIds, (some) =>
    tx
      .select({ id: collectionCase.id, debtorPartyId: collectionCase.debtorPartyId })
      .from(collectionCase)
      .where(inArray(collectionCase.debtorPartyId, some)),
  );
  return new Map(rows.map(({ id, debtorPartyId }) => [debtorPartyId, id]));
}

export type NewCase = Omit<typeof collectionCase.$inferInsert, 'reference' | 'id'> & {
  id: string;
  balanceMinor: number;
  currency: string;
};

/** Tries before giving up on a reference: with 481 million of them, ten in a row taken means a fault. */
const TRIES = 10;

/**
 * Cases with their states. A reference is one of a kind over all creditors of the tenant, also those this scope can't
 * see, so only the insert itself can tell whether one is free.
 * @param referenceOf the reference of a case at a try, from 0
 */
export async function insertCases(
  tx: Transaction,
  cases: readonly NewCase[],
  referenceOf: (caseId: string, attempt: number) => string,
): Promise<void> {
  let left = [...cases];
  for (let attempt = 0; left.length > 0; attempt++) {
    if (attempt === TRIES) throw new Error('no free case reference found');
    const made = await askInChunks(left, (some) =>
      tx
        .insert(collectionCase)
        .values(
          some.map(({ balanceMinor: _balance, currency: _currency, ...row }) => ({ ...row, reference: referenceOf(row.id, attempt) })),
        )
        .onConflictDoNothing({ target: [collectionCase.tenantId, collectionCase.reference] })
        .returning({ id: collectionCase.id }),
    );
    const ids = new Set(made.map(({ id }) => id));
    left = left.filter(({ id }) => !ids.has(id));
  }
  await inChunks(cases, (some) =>
    tx
      .insert(caseState)
      .values(
        some.map(({ id, tenantId, creditorId, balanceMinor, currency }) => ({ caseId: id, tenantId, creditorId, balanceMinor, currency })),
      ),
  );
}

/** Inputs in the order given, and a word to the pages for each case among them. The relay rings once all is committed. */
export async function insertInputs(tx: Transaction, inputs: readonly NewInput[]): Promise<void> {
  await inChunks(inputs, (some) =>
    tx
      .insert(inbox)
      .values(some.map((row) => ({ ...row, type: row.body.type })))
      .onConflictDoNothing(),
  );
  const cases = [...new Map(inputs.map((row) => [row.caseId, row])).values()];
  await inChunks(cases, (some) =>
    announce(
      tx,
      some.map(({ tenantId, creditorId, caseId }) => ({ tenantId, creditorId, caseId, kind: 'case' as const, ref: caseId })),
    ),
  );
}
