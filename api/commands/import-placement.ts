import { createHash } from 'node:crypto';
import type { Control } from '#domain/intake/control.ts';
import type { Mapping } from '#domain/intake/mapping.ts';
import { readPlacement } from '#domain/intake/read-placement.ts';
import type { Refusal } from '#domain/intake/report.ts';
import { tenantAt } from '#domain/time/clock.ts';
import { localDate, type LocalDate } from '#domain/time/local.ts';
import { asCreditors, type Db, type Transaction } from '#db/client.ts';
import { inputId } from '#db/input-id.ts';
import { audit } from '#db/queries/audit.ts';
import { loadAnchors } from '#db/queries/case-facts.ts';
import {
  findCreditor,
  findPlacement,
  findSameFile,
  insertPlacement,
  lockPlacements,
  storedAccounts,
  type PlacementRow,
} from '#db/queries/placements.ts';
import type { Caller } from '#api/caller.ts';
import { DomainError, notFound } from '#api/domain-error.ts';
import { knownFrom } from '#api/commands/import-placement-known.ts';
import { storedReport, type StoredReport } from '#api/commands/import-placement-report.ts';
import { storePlacement } from '#api/commands/import-placement-store.ts';

export type ImportDeps = { app: Db; secret: string; now: () => number };
export type PlacementUpload = {
  bytes: Uint8Array;
  fileName: string;
  mapping: Mapping;
  control?: Control | undefined;
  creditorId: string;
  /** The day the rules call today; by default the tenant's. */
  receivedOn?: LocalDate | undefined;
  /** The caller's own key of this act. */
  key?: string | undefined;
};
export type PlacementAnswer =
  { outcome: 'imported'; placementId: string; report: StoredReport; repeated: boolean } | { outcome: 'refused'; refusal: Refusal };

/**
 * Imports a file of accounts for one creditor: all good rows in one transaction, or nothing. The same key again, or the
 * same file with the same mapping, gets the answer of the first time.
 * @throws DomainError `not-found`; `invalid` when the mapping is not for this creditor; `key-reused`
 */
export function importPlacement(
  deps: ImportDeps,
  caller: Pick<Caller, 'tenantId' | 'creditorIds' | 'actor'>,
  upload: PlacementUpload,
): Promise<PlacementAnswer> {
  return asCreditors(deps.app, caller, (tx) => importIn(tx, deps, caller, upload));
}

async function importIn(
  tx: Transaction,
  { secret, now }: ImportDeps,
  { tenantId, actor }: Pick<Caller, 'tenantId' | 'actor'>,
  upload: PlacementUpload,
): Promise<PlacementAnswer> {
  const { creditorId, fileName, bytes, control } = upload;
  const creditor = await findCreditor(tx, creditorId);
  if (!creditor) throw notFound();
  const mapping = mappingFor(upload.mapping, creditor.name);
  if (!creditor.playbookId)
    throw new DomainError('invalid', { errors: [{ path: 'creditorId', message: 'The creditor has no playbook yet.' }] });
  await lockPlacements(tx, creditorId);

  const fileHash = hashOf(upload);
  const placementId = upload.key ? inputId('placement', tenantId, actor, creditorId, upload.key) : crypto.randomUUID();
  const earlier = (await findPlacement(tx, placementId)) ?? (await findSameFile(tx, { creditorId, fileHash }));
  if (earlier) return answerAgain(earlier, fileHash);

  const realNow = new Date(now());
  const at = new Date(tenantAt(await loadAnchors(tx), realNow.getTime()));
  // A tenant has no zone of its own; in UTC its day begins no later than anywhere its files come from in the west.
  const receivedOn = upload.receivedOn ?? localDate(at.getTime(), 'UTC');
  const known = knownFrom(await storedAccounts(tx, creditorId), { secret, tenantId });
  const report = readPlacement({ bytes, mapping, control, receivedOn, known: known.accounts });
  if (report.outcome === 'refused') return report;

  const work = { tx, secret, tenantId, creditorId, playbookId: creditor.playbookId, placementId, receivedOn, known, now: realNow, at };
  let stored = storedReport(report, { opened: 0, joined: 0 });
  await storePlacement(work, report, async (cases) => {
    stored = storedReport(report, cases);
    const row = { id: placementId, tenantId, creditorId, fileName, fileHash, receivedOn, receivedBy: actor, recordedAt: realNow };
    await insertPlacement(tx, { ...row, report: stored });
  });
  await audit(tx, {
    tenantId,
    creditorId,
    actor,
    action: 'ImportPlacement',
    subject: placementId,
    detail: { fileHash, ...stored.rows, ...stored.effect },
  });
  return { outcome: 'imported', placementId, report: stored, repeated: false };
}

/** The same answer as the first time. @throws DomainError `key-reused` when this key stood for another file */
function answerAgain({ id, fileHash: stored, report }: PlacementRow, fileHash: string): PlacementAnswer {
  if (stored !== fileHash) throw new DomainError('key-reused');
  // Written by this import alone.
  return { outcome: 'imported', placementId: id, report: report as StoredReport, repeated: true };
}

/** A mapping may serve several creditors; this import speaks for one, and rows of the others are rejected by name. */
function mappingFor(mapping: Mapping, creditorName: string): Mapping {
  if (mapping.creditors.some((name) => name.trim().toLowerCase() === creditorName.toLowerCase()))
    return { ...mapping, creditors: [creditorName] };
  throw new DomainError('invalid', { errors: [{ path: 'mapping.creditors', message: `does not name ${creditorName}` }] });
}

/** Of the file as it is read: the same bytes under a corrected mapping are another file. */
const hashOf = ({ bytes, mapping }: PlacementUpload): string =>
  createHash('sha256').update(createHash('sha256').update(bytes).digest()).update(JSON.stringify(mapping)).digest('hex');
