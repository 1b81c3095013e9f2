import type { z } from 'zod';
import type { Facts } from '#domain/case/facts.ts';
import { wayToReach, type Way } from '#domain/case/way-to-reach.ts';
import type { Channel } from '#domain/contact/channel.ts';
import { asCreditors, asTenant, type Db } from '#db/client.ts';
import { loadFacts } from '#db/queries/case-facts.ts';
import { findRun } from '#db/queries/requests.ts';
import { askGate, lockContact, type GateAnswer as Answer } from '#activities/gate.ts';
import type { Caller } from '#api/caller.ts';
import type { GateAnswer } from '#api/contract/gate.ts';
import { notFound } from '#api/domain-error.ts';
import { instant, instantOrNull } from '#api/reply.ts';
import { tenantAt } from '#domain/time/clock.ts';

type Deps = { app: Db; gate: Db; now: () => number };
type View = z.input<typeof GateAnswer>;

/**
 * What the gate would answer if the case's next contact left now: the same question `contact` asks, of the same rows.
 * Nothing is kept; the counts behind it may be those of creditors the caller doesn't see, and are not shown.
 */
export async function readGate({ app, gate, now }: Deps, caller: Caller, caseId: string, channel: Channel): Promise<View> {
  const run = await asCreditors(app, caller, (tx) => findRun(tx, caseId));
  if (!run) throw notFound();
  return asTenant(gate, caller.tenantId, async (tx) => {
    const facts = await loadFacts(tx, { caseId, epoch: run.epoch, input: { type: 'Woke' } });
    const way = wayToReach(facts, []) ?? closedWay(facts);
    if (!way) return noWay(tenantAt(facts.anchors, now()));
    const asked = { caseId, partyId: way.partyId, contactPointId: way.point.id, channel };
    return answerView(await askGate(tx, await lockContact(tx, asked), now()));
  });
}

/** A number that is known and may not be written to: the gate says why, where the case has nobody else to write to. */
function closedWay({ people }: Facts): Pick<Way, 'partyId' | 'point'> | undefined {
  const ways = people.flatMap(({ partyId, contactPoints }) => contactPoints.map((point) => ({ partyId, point })));
  return ways.find(({ point }) => point.kind === 'phone' && !point.usable.sms);
}

const noWay = (at: number): View => ({
  decision: 'deny',
  at: instant(at),
  rule: 'ADDRESS-GONE',
  reason: null,
  nextAllowedAt: null,
  missing: [],
  spoke: [],
  packs: {},
});

function answerView({ decision, at, rule, notBefore, verdict }: Answer): View {
  const spoke = verdict?.spoke ?? [];
  return {
    decision,
    at: instant(at),
    rule: rule ?? null,
    reason: spoke.find((opinion) => opinion.rule === rule && opinion.says === 'deny')?.reason ?? null,
    nextAllowedAt: instantOrNull(notBefore),
    missing: [...(verdict?.missing ?? [])],
    spoke: spoke.map((opinion) => ({
      rule: opinion.rule,
      says: opinion.says,
      reason: opinion.reason ?? null,
      fact: opinion.fact ?? null,
      until: instantOrNull(opinion.until),
    })),
    packs: { ...verdict?.packs },
  };
}
