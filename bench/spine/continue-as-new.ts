import { setTimeout as pause } from 'node:timers/promises';
import { workflowIdOf } from '#domain/case/run.ts';
import { PATIENCE } from '#activities/deps.ts';
import { confirmed, type Api } from '#bench/api.ts';
import { startInstallation, type Installation } from '#bench/installation.ts';
import type { Bench } from '#bench/measure.ts';
import { offeredHandoffs, type Offered } from '#bench/offered.ts';
import { largest, percentile } from '#bench/spread.ts';

const MEETINGS = 20;
const TRIES_AT_MOST = 60;
/** The claim is sent so much later than the request that fills the history: before, in and after the change of runs. */
const STAGGER_MS = [0, 5, 10, 20, 30, 45];

/**
 * `claim.at_continue_as_new_ms`: the slowest claim at the edge of continue-as-new, at the default limit. One case is filled
 * with holds and releases until the next one reaches the limit; that one and a claim are then sent at about the same moment,
 * until twenty claims have met it, which is when the case then stands in another run. Claims that came a moment too early or
 * too late count with them: they were clicked at the same edge. Click to confirmed, over the API, as in `claim`.
 * `late`: claims answered with 202 first.
 */
export async function continueAsNew(bench: Bench): Promise<void> {
  const installation = await startInstallation(bench);
  const [collector] = await installation.collectors(1);
  const [offered] = await offeredHandoffs(bench, installation, 1);
  if (!collector || !offered) throw new Error('nobody and nothing to claim');
  const filler = holds(collector.api, offered.caseId);
  const took: number[] = [];
  let met = 0;
  let late = 0;
  for (let turn = 0; met < MEETINGS; turn++) {
    if (turn === TRIES_AT_MOST) throw new Error(`only ${met} of ${turn} claims met continue-as-new`);
    bench.signal.throwIfAborted();
    const runId = await fill(installation, offered, filler);
    const [, claim] = await Promise.all([filler(), claimAfter(collector.api, offered, STAGGER_MS[turn % STAGGER_MS.length] ?? 0)]);
    took.push(claim.ms);
    if ((await look(installation, offered)).runId !== runId) met += 1;
    if (claim.late) late += 1;
    await confirmed(collector.api, `/handoffs/${offered.handoffId}/release`);
    bench.say(`${met} of ${MEETINGS}: ${Math.round(claim.ms)} ms`);
  }
  bench.line('claim.at_continue_as_new_ms', largest(took), 'ms', 1000, {
    p50: Math.round(percentile(took, 0.5)),
    claims: took.length,
    late,
  });
}

async function look({ client, world }: Installation, { caseId }: Offered): Promise<{ runId: string; events: number }> {
  const { runId, historyLength } = await client.workflow.getHandle(workflowIdOf({ tenant: world.tenantId, caseId })).describe();
  return { runId, events: historyLength };
}

/** Adds to the run's history until one more addition reaches the limit. @returns the run */
async function fill(installation: Installation, offered: Offered, filler: () => Promise<void>): Promise<string> {
  let before = await look(installation, offered);
  for (;;) {
    await filler();
    const now = await look(installation, offered);
    const added = now.runId === before.runId ? now.events - before.events : 0;
    if (added > 0 && now.events + added >= PATIENCE.continueAfter) return now.runId;
    before = now;
  }
}

async function claimAfter(api: Api, { handoffId }: Offered, delayMs: number) {
  await pause(delayMs);
  return confirmed(api, `/handoffs/${handoffId}/claim`);
}

/** Holds a case, and next time lets it go. */
export function holds(api: Api, caseId: string): () => Promise<void> {
  let held: string | undefined;
  return async () => {
    if (held) {
      await confirmed(api, `/holds/${held}/release`);
      held = undefined;
    } else held = (await confirmed(api, `/cases/${caseId}/holds`, { kind: 'manual', because: 'bench' })).ref;
  };
}
