import { casesOfDebtors, insertCases, type NewCase } from '#db/queries/placement-cases.ts';
import type { Placed } from '#api/commands/import-placement-people.ts';
import { caseReference } from '#api/commands/import-placement-reference.ts';
import { scopeOf, type Import } from '#api/commands/import-placement-work.ts';

export type PlacedCases = {
  /** By account id. */
  caseOf: ReadonlyMap<string, string>;
  opened: ReadonlySet<string>;
  /** New accounts of cases that were there before, open or closed. */
  joined: readonly { accountId: string; caseId: string }[];
};

/** Accounts of one debtor at one creditor share a case, whenever they come. */
export async function storeCases(work: Import, people: readonly Placed[]): Promise<PlacedCases> {
  const debtors = people.filter(({ role }) => role === 'debtor');
  const fresh = debtors.filter(({ live }) => !live.stored);
  const known = await casesOfDebtors(work.tx, [...new Set(fresh.map(({ partyId }) => partyId))]);
  const made = newCases(
    work,
    fresh.filter(({ partyId }) => !known.has(partyId)),
  );
  await insertCases(work.tx, [...made.values()], caseReference);
  const caseOf = ({ live, partyId }: Placed) => live.stored?.caseId ?? known.get(partyId) ?? made.get(partyId)?.id ?? '';
  return {
    caseOf: new Map(debtors.map((debtor) => [debtor.live.accountId, caseOf(debtor)])),
    opened: new Set([...made.values()].map(({ id }) => id)),
    joined: fresh.flatMap(({ live: { accountId }, partyId }) => {
      const caseId = known.get(partyId);
      return caseId ? [{ accountId, caseId }] : [];
    }),
  };
}

/** By the debtor's party id. */
function newCases(work: Import, debtors: readonly Placed[]): Map<string, NewCase> {
  const made = new Map<string, NewCase>();
  for (const { live, partyId } of debtors) {
    const { balanceMinor, currency } = live.row;
    const known = made.get(partyId);
    // Until the first decision the queue shows what is owed in the first account's currency.
    if (known) known.balanceMinor += currency === known.currency ? balanceMinor : 0;
    else {
      const { playbookId, now } = work;
      const row = { ...scopeOf(work), id: crypto.randomUUID(), debtorPartyId: partyId, playbookId, openedAt: now, balanceMinor, currency };
      made.set(partyId, row);
    }
  }
  return made;
}
