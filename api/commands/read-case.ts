import { z } from 'zod';
import { tenantAt } from '#domain/time/clock.ts';
import { asCreditors, type Db, type Transaction } from '#db/client.ts';
import { accountsOf, openHoldsOf } from '#db/queries/accounts.ts';
import { attemptsThisWeek } from '#db/queries/attempts-this-week.ts';
import { loadAnchors, NO_ZONE } from '#db/queries/case-facts.ts';
import { countQueues, findCase, listCases, type CaseFound } from '#db/queries/cases.ts';
import { namesOf } from '#db/queries/names.ts';
import { peopleOf } from '#db/queries/people.ts';
import { loadPlaybooks } from '#db/queries/playbooks.ts';
import { accountRefs, detailsOf, timelineOf } from '#db/queries/timeline.ts';
import type { Caller } from '#api/caller.ts';
import { QUEUES, type CaseList, type CaseQuery, type CaseView, type QueueCounts } from '#api/contract/cases.ts';
import { isKept } from '#api/contract/common.ts';
import type { Timeline } from '#api/contract/timeline.ts';
import { decodeCursor, pageOf } from '#api/cursor.ts';
import { notFound } from '#api/domain-error.ts';
import { instant } from '#api/reply.ts';
import { accountView, holdView, partyView } from '#api/views/case-parts.ts';
import { caseRow } from '#api/views/case-row.ts';
import { actorsIn, timelineItems } from '#api/views/timeline-items.ts';

type Deps = { app: Db; now: () => number };
const CaseEnd = z.tuple([z.int(), z.uuid()]);
const TimelineEnd = z.tuple([z.int().refine(isKept), z.string().regex(/^[\x20-\x7e]+$/)]);

export function readCases({ app }: Deps, caller: Caller, query: z.output<typeof CaseQuery>): Promise<z.input<typeof CaseList>> {
  const { queue, creditorId, q, limit } = query;
  const end = decodeCursor(CaseEnd, query.cursor);
  return asCreditors(app, caller, async (tx) => {
    const found = await listCases(tx, { queue, creditorId, q }, end && { rank: end[0], id: end[1] }, limit + 1);
    const { rows, nextCursor } = pageOf(found, limit, (row) => [Number(row.rank), row.case.id]);
    const playbookOf = await loadPlaybooks(
      tx,
      rows.map(({ case: { playbookId } }) => playbookId),
    );
    const nameOf = await namesOf(
      tx,
      rows.map(({ handoffClaimedBy }) => handoffClaimedBy),
    );
    return { items: rows.map((row) => caseRow(row, playbookOf(row.case.playbookId), nameOf)), nextCursor };
  });
}

export function readQueues({ app }: Deps, caller: Caller): Promise<z.input<typeof QueueCounts>> {
  return asCreditors(app, caller, async (tx) => {
    const counts = await countQueues(tx);
    const of = (queue: string) => counts.find((row) => row.queue === queue)?.cases ?? 0;
    return Object.fromEntries(QUEUES.map((queue) => [queue, of(queue)])) as z.input<typeof QueueCounts>;
  });
}

export function readCase(deps: Deps, caller: Caller, caseId: string): Promise<z.input<typeof CaseView>> {
  return asCreditors(deps.app, caller, async (tx) => {
    const found = await findCase(tx, caseId);
    if (!found) throw notFound();
    const playbook = (await loadPlaybooks(tx, [found.case.playbookId]))(found.case.playbookId);
    const holds = await openHoldsOf(tx, caseId);
    const nameOf = await namesOf(tx, [found.handoffClaimedBy, ...holds.map(({ placedBy }) => placedBy)]);
    const parts = await casePartsOf(deps, tx, found);
    return {
      ...caseRow(found, playbook, nameOf),
      ...parts,
      openedAt: instant(found.case.openedAt),
      zones: zonesOf(parts.parties),
      playbook: { key: playbook.key, version: playbook.version, name: playbook.name },
      holds: holds.map(holdView(nameOf)),
    };
  });
}

/** People, accounts and how often the debtor was tried: the part a packet shares with the case's page. */
export async function casePartsOf({ now }: Deps, tx: Transaction, found: CaseFound) {
  const people = await peopleOf(tx, found.case.id);
  const debtor = people.find(({ party }) => party.id === found.case.debtorPartyId);
  const at = tenantAt(await loadAnchors(tx), now());
  return {
    parties: people.map(partyView),
    accounts: (await accountsOf(tx, found.case.id)).map(accountView),
    attemptsThisWeek: debtor
      ? await attemptsThisWeek(tx, { personId: debtor.party.personId, zone: found.zone ?? NO_ZONE, at })
      : { used: 0, cap: null },
  };
}

const zonesOf = (parties: readonly ReturnType<typeof partyView>[]): string[] => [
  ...new Set(parties.filter(({ role }) => role === 'debtor').flatMap(({ contactPoints }) => contactPoints.flatMap(({ zones }) => zones))),
];

export function readTimeline(
  { app }: Deps,
  caller: Caller,
  caseId: string,
  query: { cursor?: string | undefined; limit: number },
): Promise<z.input<typeof Timeline>> {
  const end = decodeCursor(TimelineEnd, query.cursor);
  return asCreditors(app, caller, async (tx) => {
    if (!(await findCase(tx, caseId))) throw notFound();
    const entries = await timelineOf(tx, caseId, end && { at: end[0], tie: end[1] }, query.limit + 1);
    const { rows, nextCursor } = pageOf(entries, query.limit, ({ at, tie }) => [at, tie]);
    return { items: await itemsOf(tx, caseId, rows), nextCursor };
  });
}

export async function itemsOf(tx: Transaction, caseId: string, entries: Parameters<typeof detailsOf>[2]) {
  const details = await detailsOf(tx, caseId, entries);
  const nameOf = await namesOf(tx, actorsIn(details));
  const references = await accountRefs(tx, caseId);
  return timelineItems(entries, details, { nameOf, accountRef: (id) => references.get(id) });
}
