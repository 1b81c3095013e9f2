import { setTimeout as pause } from 'node:timers/promises';
import { eq } from 'drizzle-orm';
import { workflowIdOf } from '#domain/case/run.ts';
import { handoff } from '#db/schema/index.ts';
import { confirmed } from '#bench/api.ts';
import { startInstallation, type Collector, type Installation } from '#bench/installation.ts';
import type { Bench } from '#bench/measure.ts';
import { placeAccounts } from '#bench/placement.ts';
import { largest, mean } from '#bench/spread.ts';
import { until } from '#bench/until.ts';
import { holds } from '#bench/spine/continue-as-new.ts';
import { runsOf, type RunHistory } from '#bench/spine/histories.ts';

const CASES = 30;
/** A day in six seconds: the playbook's shortest hours last over half a second, which a timer meets. */
const RATE = 14_400;
/** Real ms between two requests to a case, so that its texts leave in between. */
const PACE_MS = 3000;

/**
 * Thirty cases from a placement, played at a fast calendar through the whole first playbook (a text in the morning, one in
 * the evening, a pause, a handoff), with the carrier's signed webhooks.
 * `history.events_per_attempt`: Temporal events of a case from the one that schedules its first text up to, but without,
 * the one that schedules its second: the activity, its decision, the webhooks' bell and decision, the wait for a reply, the
 * wait for the next text's hours. The mean over the cases; the most is on the same line.
 * `history.events_per_run_max`: thereafter collectors complete the handoffs, so that the playbook starts over, and hold and
 * release the cases, now and then four requests at once, until each has continued as new at the default limit; events of
 * the longest run.
 */
export async function history(bench: Bench): Promise<void> {
  const installation = await startInstallation(bench, { rate: RATE });
  const { client, world } = installation;
  await placeAccounts(installation, CASES);
  bench.say(`started; ${CASES} cases are played to their handoff, a minute or two`);
  const offered = await handoffsOf(bench, installation);
  const histories = (caseId: string): Promise<RunHistory[]> => runsOf(client, workflowIdOf({ tenant: world.tenantId, caseId }));

  const played = await Promise.all(offered.map(({ caseId }) => histories(caseId)));
  const between = played.flatMap((runs) => runs.flatMap(({ texts }) => texts.slice(1).map((id, n) => id - (texts[n] ?? 0))));
  const more = {
    most: largest(between),
    attempts: between.length,
    wholePlaybook: Math.round(mean(played.map(([run]) => run?.events ?? 0))),
  };
  bench.line('history.events_per_attempt', mean(between), 'events', 22, more);

  bench.say('the cases are worked until they continue as new');
  const [collector] = await installation.collectors(1);
  if (!collector) throw new Error('nobody to work');
  const work = async (next: { caseId: string; handoffId: string }): Promise<number> => {
    const workflowId = workflowIdOf({ tenant: world.tenantId, caseId: next.caseId });
    await workOn(collector, next, async () => (await client.workflow.getHandle(workflowId).describe()).runId, bench.signal);
    return largest((await histories(next.caseId)).map(({ events }) => events));
  };
  const longest = largest(await Promise.all(offered.map(work)));
  bench.line('history.events_per_run_max', longest, 'events', 440, { runs: offered.length });
}

/** One handoff a case, once all have been handed off. */
const handoffsOf = (bench: Bench, { read }: Installation) =>
  until(
    'every case handed off',
    async () => {
      const rows = await read((tx) =>
        tx.select({ caseId: handoff.caseId, handoffId: handoff.id }).from(handoff).where(eq(handoff.status, 'offered')),
      );
      return rows.length >= CASES ? rows : undefined;
    },
    bench,
  );

/** Completes the handoff, then keeps the case busy until its run is another one. */
async function workOn(
  { api }: Collector,
  { caseId, handoffId }: { caseId: string; handoffId: string },
  run: () => Promise<string>,
  signal: AbortSignal,
): Promise<void> {
  const first = await run();
  await confirmed(api, `/handoffs/${handoffId}/claim`);
  await confirmed(api, `/handoffs/${handoffId}/complete`, { disposition: 'no-agreement' });
  const fillers = [1, 2, 3, 4].map(() => holds(api, caseId));
  for (let turn = 0; (await run()) === first; turn++) {
    const some = turn % 4 === 3 ? fillers : fillers.slice(0, 1);
    await Promise.all(some.map((fill) => fill()));
    await pause(PACE_MS, undefined, { signal });
  }
}
