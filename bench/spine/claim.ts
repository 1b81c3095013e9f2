import { confirmed } from '#bench/api.ts';
import { startInstallation, type Collector } from '#bench/installation.ts';
import type { Bench } from '#bench/measure.ts';
import { offeredHandoffs, type Offered } from '#bench/offered.ts';
import { percentile } from '#bench/spread.ts';
import { peer } from '#bench/spine/peer.ts';

const ONE_BY_ONE = 200;
const AT_ONCE = 20;
const BURSTS = 5;

/**
 * `claim.p50_ms`, `claim.p99_ms`: from the click to the confirmation. `POST /handoffs/{id}/claim` by twenty signed-in
 * collectors in turn, two hundred claims of as many offered handoffs, one after the other, through Temporal, a decision
 * and its commit, until the whole answer is read; a claim that was only taken down counts until it is decided.
 * `claim20.p99_ms`, without a bar: five times twenty collectors at once, each on a handoff of their own.
 * `peer.…`: see there.
 */
export async function claim(bench: Bench): Promise<void> {
  const installation = await startInstallation(bench);
  const collectors = await installation.collectors(AT_ONCE);
  bench.say(`started; ${ONE_BY_ONE + AT_ONCE * BURSTS} cases are texted and handed off`);
  const offered = await offeredHandoffs(bench, installation, ONE_BY_ONE + AT_ONCE * BURSTS);

  const single: number[] = [];
  for (let n = 0; n < ONE_BY_ONE; n++) single.push(await claimOne(offered.pop(), collectors[n % AT_ONCE]));
  bench.line('claim.p50_ms', percentile(single, 0.5), 'ms', 150);
  bench.line('claim.p99_ms', percentile(single, 0.99), 'ms', 1000);

  const together: number[] = [];
  for (let n = 0; n < BURSTS; n++) together.push(...(await Promise.all(collectors.map((collector) => claimOne(offered.pop(), collector)))));
  bench.line('claim20.p99_ms', percentile(together, 0.99), 'ms');

  await peer(bench, installation, ONE_BY_ONE);
}

async function claimOne(offered: Offered | undefined, collector: Collector | undefined): Promise<number> {
  if (!offered || !collector) throw new Error('nothing is left to claim');
  return (await confirmed(collector.api, `/handoffs/${offered.handoffId}/claim`)).ms;
}
