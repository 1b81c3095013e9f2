import type { z } from 'zod';
import { tenantAt, turnClock, type Anchor } from '#domain/time/clock.ts';
import { asCreditors, type Db, type Transaction } from '#db/client.ts';
import { audit } from '#db/queries/audit.ts';
import { loadAnchors } from '#db/queries/case-facts.ts';
import { announceClock, appendAnchor, creditorIdsOf, findTenant, nextAnchorSeq, tellCases } from '#db/queries/clock.ts';
import { lockKeys } from '#db/queries/gate-locks.ts';
import type { Caller } from '#api/caller.ts';
import type { Clock } from '#api/contract/clock.ts';
import { DomainError } from '#api/domain-error.ts';
import { instant } from '#api/reply.ts';

type Deps = { app: Db; ingest: Db; now: () => number };
export type Turn = { pause: true } | { resume: true } | { rate: number };
type View = z.input<typeof Clock>;

export const readClock = ({ app, now }: Deps, caller: Caller): Promise<View> =>
  asCreditors(app, caller, (tx) => clockView(tx, caller, now()));

/**
 * Pauses the tenant's calendar, lets it run on, or gives it another rate; every open case hears of it.
 * @throws DomainError `rate-fixed` for a tenant in real time, `clock-paused` for a rate while it stands still
 */
export async function turnTheClock({ app, ingest, now }: Deps, caller: Caller, turn: Turn): Promise<View> {
  // The calendar is the whole tenant's, whichever creditors the caller was granted.
  const creditorIds = await creditorIdsOf(ingest, caller.tenantId);
  return asCreditors(app, { tenantId: caller.tenantId, creditorIds }, async (tx) => {
    await lockKeys(tx, ['clock']);
    const anchors = await loadAnchors(tx);
    const rate = rateAfter(anchors, turn);
    if (rate !== 1 && !(await findTenant(tx, caller.tenantId))?.sandbox) throw new DomainError('rate-fixed');
    if (rate !== rateOf(anchors)) await append(tx, caller, { anchors, creditorIds, rate, turn, real: now() });
    return clockView(tx, caller, now());
  });
}

const rateOf = (anchors: readonly Anchor[]): number => anchors.at(-1)?.rate ?? 1;

function rateAfter(anchors: readonly Anchor[], turn: Turn): number {
  const rate = rateOf(anchors);
  if ('pause' in turn) return 0;
  if ('resume' in turn) return rate || (anchors.findLast((anchor) => anchor.rate > 0)?.rate ?? 1);
  if (rate === 0) throw new DomainError('clock-paused');
  return turn.rate;
}

type Turned = { anchors: readonly Anchor[]; creditorIds: readonly string[]; rate: number; turn: Turn; real: number };
async function append(tx: Transaction, { tenantId, actor }: Caller, { anchors, creditorIds, rate, turn, real }: Turned): Promise<void> {
  const seq = await nextAnchorSeq(tx);
  // Anchors are sorted by their moment: two in one millisecond would have no order.
  const at = Math.max(real, (anchors.at(-1)?.real ?? 0) + 1);
  const because = 'pause' in turn ? 'paused' : 'resume' in turn ? 'resumed' : 'rate-changed';
  await appendAnchor(tx, tenantId, seq, turnClock(anchors, at, rate), because);
  const cases = await tellCases(tx, tenantId, seq);
  await announceClock(tx, tenantId, creditorIds, seq);
  await audit(tx, { tenantId, actor, action: 'TurnClock', subject: tenantId, detail: { rate, cases } });
}

async function clockView(tx: Transaction, { tenantId }: Caller, real: number): Promise<View> {
  const anchors = await loadAnchors(tx);
  const rate = rateOf(anchors);
  return {
    anchors: anchors.map((anchor) => ({ real: instant(anchor.real), tenant: instant(anchor.tenant), rate: anchor.rate })),
    now: { real: instant(real), tenant: instant(tenantAt(anchors, real)) },
    rate,
    paused: rate === 0,
    sandbox: (await findTenant(tx, tenantId))?.sandbox ?? false,
  };
}
