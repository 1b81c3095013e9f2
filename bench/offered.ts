import { eq } from 'drizzle-orm';
import { handoff } from '#db/schema/index.ts';
import type { Installation } from '#bench/installation.ts';
import type { Bench } from '#bench/measure.ts';
import { quiet } from '#bench/quiet.ts';
import { until } from '#bench/until.ts';

export type Offered = { caseId: string; handoffId: string };

/** Cases that were texted, whose debtor asked for a person, and that now wait for one. Resolves when nothing moves any more. */
export async function offeredHandoffs(bench: Bench, installation: Installation, wanted: number): Promise<Offered[]> {
  const { world, read } = installation;
  for (let n = 0; n < wanted; n++) {
    const { caseId, partyId, contactPointId } = await world.placeCase();
    await world.tell(caseId, { type: 'MessageReceived', messageId: crypto.randomUUID(), partyId, contactPointId, intent: 'help' });
    bench.signal.throwIfAborted();
  }
  const offered = await until(
    `${wanted} handoffs offered`,
    async () => {
      const rows = await read((tx) =>
        tx.select({ caseId: handoff.caseId, handoffId: handoff.id }).from(handoff).where(eq(handoff.status, 'offered')),
      );
      return rows.length >= wanted ? rows : undefined;
    },
    bench,
  );
  await quiet(bench, installation);
  return offered;
}
