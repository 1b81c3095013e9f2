import type { z } from 'zod';
import { NEW_CASE, type Case } from '#domain/case/case.ts';
import { explain } from '#domain/case/explain.ts';
import type { Playbook } from '#domain/playbook/playbook.ts';
import { NO_ZONE } from '#db/queries/case-facts.ts';
import type { CaseFound } from '#db/queries/cases.ts';
import type { NameOf } from '#db/queries/names.ts';
import type { CaseRow } from '#api/contract/cases.ts';
import { instant, instantOrNull } from '#api/reply.ts';

export const stateOf = ({ state }: Pick<CaseFound, 'state'>): Case => state.state ?? NEW_CASE;

/** One case as lists show it: what is due next is derived here from the same state that decides. */
export function caseRow(found: CaseFound, playbook: Playbook, nameOf: NameOf): z.input<typeof CaseRow> {
  const state = stateOf(found);
  const { at, ...next } = explain(state, { playbook });
  return {
    id: found.case.id,
    reference: found.case.reference,
    creditor: found.creditor,
    debtorName: found.debtorName,
    stage: state.stage,
    open: found.state.open,
    queue: found.queue,
    balanceMinor: found.state.balanceMinor,
    currency: found.state.currency,
    daysPastDue: found.daysPastDue,
    next: { ...next, ...(at !== undefined && { at: instant(at) }) },
    promise: promised(state),
    handoff: openHandoff(state, nameOf),
    zone: found.zone ?? NO_ZONE,
    updatedAt: instant(found.state.updatedAt),
  };
}

export function promised({ promise }: Case): z.input<typeof CaseRow>['promise'] {
  return promise ? { ...promise, dueAt: instant(promise.dueAt) } : null;
}

function openHandoff({ handoff }: Case, nameOf: NameOf): z.input<typeof CaseRow>['handoff'] {
  if (!handoff) return null;
  const { id, team, why, offeredAt, claimedBy, claimedAt, leaseUntil } = handoff;
  return {
    id,
    team,
    why,
    offeredAt: instant(offeredAt),
    claimedBy: claimedBy ? nameOf(claimedBy) : null,
    claimedAt: instantOrNull(claimedAt),
    leaseUntil: instantOrNull(leaseUntil),
  };
}
