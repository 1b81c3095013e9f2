import { asTenant } from '#db/client.ts';
import { casesDecided } from '#db/queries/placement-progress.ts';
import { startInstallation } from '#bench/installation.ts';
import type { Bench } from '#bench/measure.ts';
import { placeAccounts } from '#bench/placement.ts';
import { until } from '#bench/until.ts';

const ACCOUNTS = 2000;
const SAY_EVERY_MS = 10_000;

/**
 * `open_2000.s`: from `POST /placements` with a file of 2,000 debtors to the first decision of the last of 2,000 cases being
 * recorded. Within the first playbook's hours, so that each case decides to text at once and does, on the same machine.
 * `open_2000.import_s`, without a bar: the answer to the upload, everything stored.
 */
export async function open(bench: Bench): Promise<void> {
  const installation = await startInstallation(bench);
  const { world } = installation;
  const began = performance.now();
  const seconds = () => (performance.now() - began) / 1000;
  const placementId = await placeAccounts(installation, ACCOUNTS);
  bench.line('open_2000.import_s', seconds(), 's');
  let told = performance.now();
  const took = await until(
    'every case decided',
    async () => {
      const { decided, cases } = await asTenant(world.owner.db, world.tenantId, (tx) => casesDecided(tx, placementId));
      if (cases !== ACCOUNTS) throw new Error(`${cases} cases were opened`);
      if (performance.now() - told > SAY_EVERY_MS) {
        told = performance.now();
        bench.say(`${decided} of ${cases} cases have decided (${seconds().toFixed(0)} s)`);
      }
      return decided === cases ? seconds() : undefined;
    },
    { signal: bench.signal, forMs: 900_000 },
  );
  bench.line('open_2000.s', took, 's', 180);
}
