import type { ImportedPlacement, PlacedRow } from '#domain/intake/report.ts';
import { accountKey } from '#domain/intake/keys.ts';
import { inputId } from '#db/input-id.ts';
import { closeAccounts, saveRoles } from '#db/queries/placement-accounts.ts';
import { insertInputs } from '#db/queries/placement-cases.ts';
import { storeAccounts, type Told } from '#api/commands/import-placement-accounts.ts';
import { storeCases, type PlacedCases } from '#api/commands/import-placement-cases.ts';
import { closingOf, lockStops, type ClosingAccount } from '#api/commands/import-placement-closings.ts';
import { storeConsents } from '#api/commands/import-placement-consent-events.ts';
import { storePeople, type LiveRow, type Placed } from '#api/commands/import-placement-people.ts';
import { scopeOf, type Import } from '#api/commands/import-placement-work.ts';

/**
 * Stores what an accepted report changes; rows without effect are left alone.
 * @param record writes the placement's own row: after the cases that its report counts, before the accounts that refer to it
 */
export async function storePlacement(
  work: Import,
  report: ImportedPlacement,
  record: (cases: { opened: number; joined: number }) => Promise<void>,
): Promise<void> {
  const live = report.placed.filter(({ effect }) => effect === 'new' || effect === 'updated').map((row) => liveRow(work, row));
  const closing = report.placed.filter(({ effect }) => effect === 'closed').flatMap((row) => closingOf(work, row));
  await lockStops(work, live, closing);
  const people = await storePeople(work, live);
  const cases = await storeCases(work, people);
  await record({ opened: cases.opened.size, joined: cases.joined.length });
  const corrected = await storeAccounts(work, live, cases.caseOf);
  await storeRoles(work, people);
  await storeConsents(work, people);
  await closeAccounts(work.tx, closing, work.now);
  await tellCases(work, [...openings(cases), ...corrected, ...closing.map(endedBy)]);
}

function liveRow({ known }: Import, row: PlacedRow): LiveRow {
  const stored = known.stored.get(accountKey(row.key));
  return { row, stored, accountId: stored?.id ?? crypto.randomUUID() };
}

const storeRoles = (work: Import, people: readonly Placed[]): Promise<void> =>
  saveRoles(
    work.tx,
    people.map(({ live: { accountId }, partyId, role }) => ({ ...scopeOf(work), accountId, partyId, role })),
  );

/** A new case hears of all its accounts at once, an older one of each that joins it. */
const openings = ({ opened, joined }: PlacedCases): Told[] => [
  ...[...opened].map((caseId): Told => ({ caseId, body: { type: 'CasePlaced' } })),
  ...joined.map(({ caseId, accountId }): Told => ({ caseId, body: { type: 'AccountAdded', accountId } })),
];

const endedBy = ({ caseId, accountId, status }: ClosingAccount): Told => ({
  caseId,
  body: { type: status === 'recalled' ? 'AccountRecalled' : 'AccountClosed', accountId },
});

const tellCases = (work: Import, told: readonly Told[]): Promise<void> =>
  insertInputs(
    work.tx,
    told.map(({ caseId, body }) => ({
      ...scopeOf(work),
      id: inputId(work.placementId, body.type, 'accountId' in body ? body.accountId : caseId),
      caseId,
      body,
    })),
  );
