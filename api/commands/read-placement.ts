import type { z } from 'zod';
import { asCreditors, type Db } from '#db/client.ts';
import { namesOf } from '#db/queries/names.ts';
import { findCreditor, findPlacement } from '#db/queries/placements.ts';
import type { Caller } from '#api/caller.ts';
import type { Placement } from '#api/contract/placements.ts';
import { notFound } from '#api/domain-error.ts';
import { instant } from '#api/reply.ts';

export function readPlacement({ app }: { app: Db }, caller: Caller, placementId: string): Promise<z.input<typeof Placement>> {
  return asCreditors(app, caller, async (tx) => {
    const found = await findPlacement(tx, placementId);
    const creditor = found && (await findCreditor(tx, found.creditorId));
    if (!found || !creditor) throw notFound();
    const { id, fileName, receivedOn, receivedBy, recordedAt, report } = found;
    return {
      id,
      creditor: { id: creditor.id, name: creditor.name },
      fileName,
      receivedOn,
      receivedBy: (await namesOf(tx, [receivedBy]))(receivedBy),
      recordedAt: instant(recordedAt),
      // Written by the import alone, and checked against the contract on its way out.
      report: report as z.input<typeof Placement>['report'],
    };
  });
}
