import type { CaseInput } from '#domain/case/vocabulary.ts';
import { statedBalance } from '#domain/intake/placed-values.ts';
import type { PlacedRow } from '#domain/intake/report.ts';
import { inputId } from '#db/input-id.ts';
import { insertEntries, saveAccounts } from '#db/queries/placement-accounts.ts';
import { lockAccounts, type StoredAccount } from '#db/queries/placements.ts';
import { correctedBalance } from '#api/commands/import-placement-balance.ts';
import { valuesOf } from '#api/commands/import-placement-known.ts';
import type { LiveRow } from '#api/commands/import-placement-people.ts';
import { scopeOf, type Import } from '#api/commands/import-placement-work.ts';

/** What a case has to hear. */
export type Told = { caseId: string; body: CaseInput };

/** Accounts and their ledger entries. @returns the corrections for the cases */
export async function storeAccounts(work: Import, live: readonly LiveRow[], caseOf: ReadonlyMap<string, string>): Promise<Told[]> {
  const { tx, placementId, now, at } = work;
  const present = await lockAccounts(
    tx,
    live.flatMap(({ stored }) => stored?.id ?? []),
  );
  const changes = live.map((one) => ({ ...one, ...balanceOf(one, present) }));
  await saveAccounts(
    tx,
    changes.map(({ row, accountId, stored, balanceMinor }) => ({
      ...scopeOf(work),
      id: accountId,
      caseId: caseOf.get(accountId) ?? '',
      placementId: stored?.placementId ?? placementId,
      accountRef: row.key.accountRef,
      values: row.values,
      currency: row.currency,
      ...componentsOf(row),
      balanceMinor,
      placedAt: now,
    })),
  );
  const moved = changes.filter(({ stored, deltaMinor }) => !stored || deltaMinor !== 0);
  await insertEntries(
    tx,
    moved.map(({ row, accountId, stored, deltaMinor }) => ({
      ...scopeOf(work),
      id: entryId(work, accountId),
      accountId,
      kind: stored ? ('correction' as const) : ('placement' as const),
      amountMinor: deltaMinor,
      currency: row.currency,
      externalId: `${placementId}:${row.key.accountRef}`,
      occurredAt: at,
      recordedAt: now,
    })),
  );
  return moved.flatMap(({ stored, accountId }): Told[] =>
    stored ? [{ caseId: stored.caseId, body: { type: 'BalanceCorrected', entryId: entryId(work, accountId), accountId } }] : [],
  );
}

const entryId = ({ placementId }: Import, accountId: string) => inputId(placementId, 'entry', accountId);

function balanceOf(
  { row, stored }: LiveRow,
  present: ReadonlyMap<string, Pick<StoredAccount, 'status' | 'balanceMinor'>>,
): { balanceMinor: number; deltaMinor: number } {
  if (!stored) return { balanceMinor: row.balanceMinor, deltaMinor: row.balanceMinor };
  const { balanceMinor: owedMinor, status } = present.get(stored.id) ?? stored;
  // Closed since the file was read: its balance is nobody's to move any more.
  if (status !== 'open') return { balanceMinor: owedMinor, deltaMinor: 0 };
  const beforeMinor = statedBalance(valuesOf(stored)) ?? 0;
  const balanceMinor = correctedBalance({ owedMinor, beforeMinor, statedMinor: row.balanceMinor });
  return { balanceMinor, deltaMinor: balanceMinor - owedMinor };
}

/** What is not broken down counts as principal. */
function componentsOf({ values: { principal, interest = 0, fees = 0, costs = 0 }, balanceMinor }: PlacedRow) {
  const principalMinor = principal ?? balanceMinor - interest - fees - costs;
  return { principalMinor, interestMinor: interest, feesMinor: fees, costsMinor: costs };
}
