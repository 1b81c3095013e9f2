import type { z } from 'zod';
import { tenantAt, type Anchor } from '#domain/time/clock.ts';
import { asCreditors, type Db } from '#db/client.ts';
import { openHoldsOf } from '#db/queries/accounts.ts';
import { loadAnchors, NO_ZONE } from '#db/queries/case-facts.ts';
import { findCase } from '#db/queries/cases.ts';
import {
  claimedBy,
  claimedByOthers,
  endedHandoffs,
  findHandoff,
  loadOf,
  offeredHandoffs,
  type HandoffFound,
} from '#db/queries/handoffs.ts';
import { namesOf, type NameOf } from '#db/queries/names.ts';
import { timelineOf } from '#db/queries/timeline.ts';
import type { Caller } from '#api/caller.ts';
import { casePartsOf, itemsOf } from '#api/commands/read-case.ts';
import type { HandoffList, HandoffRow, HandoffView } from '#api/contract/handoffs.ts';
import { notFound } from '#api/domain-error.ts';
import { instant, instantOrNull } from '#api/reply.ts';
import { holdView } from '#api/views/case-parts.ts';
import { promised, stateOf } from '#api/views/case-row.ts';

type Deps = { app: Db; now: () => number };
const TURNS = 20;

export function readHandoffs({ app }: Deps, caller: Caller): Promise<z.input<typeof HandoffList>> {
  return asCreditors(app, caller, async (tx) => {
    const lists = {
      offered: await offeredHandoffs(tx),
      mine: await claimedBy(tx, caller.actor),
      others: await claimedByOthers(tx, caller.actor),
      ended: await endedHandoffs(tx),
    };
    const nameOf = await namesOf(
      tx,
      Object.values(lists).flatMap((rows) => rows.map(({ handoff }) => handoff.claimedBy)),
    );
    const anchors = await loadAnchors(tx);
    const view = (rows: readonly HandoffFound[]) => rows.map((row) => handoffRow(row, { caller, nameOf, anchors }));
    return {
      offered: view(lists.offered),
      mine: view(lists.mine),
      others: view(lists.others),
      ended: view(lists.ended),
      ...(await loadOf(tx, caller.actor)),
    };
  });
}

/** The packet: who, what is owed, what was promised, and the last that was said. */
export function readHandoff(deps: Deps, caller: Caller, handoffId: string): Promise<z.input<typeof HandoffView>> {
  return asCreditors(deps.app, caller, async (tx) => {
    const row = await findHandoff(tx, handoffId);
    const found = row && (await findCase(tx, row.handoff.caseId));
    if (!row || !found) throw notFound();
    const { caseId, claimedBy } = row.handoff;
    const holds = await openHoldsOf(tx, caseId);
    const nameOf = await namesOf(tx, [claimedBy, ...holds.map(({ placedBy }) => placedBy)]);
    const entries = (await timelineOf(tx, caseId, undefined, TURNS * 3)).filter(({ kind }) => kind !== 'ledger').slice(0, TURNS);
    const turns = await itemsOf(tx, caseId, entries.reverse());
    return {
      ...handoffRow(row, { caller, nameOf, anchors: await loadAnchors(tx) }),
      ...(await casePartsOf(deps, tx, found)),
      holds: holds.map(holdView(nameOf)),
      promise: promised(stateOf(found)),
      turns: turns.filter((turn) => turn.kind !== 'ledger'),
    };
  });
}

type Reader = { caller: Caller; nameOf: NameOf; anchors: readonly Anchor[] };
function handoffRow({ handoff, ...row }: HandoffFound, { caller, nameOf, anchors }: Reader): z.input<typeof HandoffRow> {
  const { id, caseId, team, because, status, claimedBy, disposition } = handoff;
  return {
    id,
    caseId,
    reference: row.reference,
    creditor: row.creditor,
    debtorName: row.debtorName,
    balanceMinor: row.balanceMinor,
    currency: row.currency,
    zone: row.zone ?? NO_ZONE,
    team,
    why: because as z.input<typeof HandoffRow>['why'],
    status,
    offeredAt: instant(tenantAt(anchors, handoff.offeredAt.getTime())),
    waitingSince: instant(handoff.offeredAt),
    claimedBy: claimedBy ? nameOf(claimedBy) : null,
    mine: claimedBy === caller.actor,
    claimedAt: instantOrNull(handoff.claimedAt),
    leaseUntil: instantOrNull(handoff.leaseUntil),
    endedAt: instantOrNull(handoff.endedAt),
    disposition: disposition as z.input<typeof HandoffRow>['disposition'],
  };
}
