import { readArguments, Trouble, UsageError } from '#cli/arguments.ts';
import { chooseTenants, operator, tenantsOf } from '#cli/operator.ts';
import { runningInstallation } from '#cli/running.ts';
import { DomainError } from '#api/domain-error.ts';
import { turnTheClock, type Turn } from '#api/commands/turn-clock.ts';
import { connect } from '#db/client.ts';
import { roleUrl } from '#db/roles.ts';

export async function run(words: string[]): Promise<number> {
  const { values, positionals } = readArguments({ args: words, allowPositionals: true, options: { tenant: { type: 'string' } } });
  const turn = turnOf(positionals);
  const installation = runningInstallation();
  const tenants = chooseTenants(await tenantsOf(installation), values.tenant, ({ sandbox }) => sandbox);
  const as = (role: 'app' | 'ingest') => connect(roleUrl(installation.database, role, installation.secret), 2);
  const [app, ingest] = [as('app'), as('ingest')];
  try {
    for (const tenant of tenants) {
      const { now, rate, paused } = await turnTheClock({ app: app.db, ingest: ingest.db, now: Date.now }, operator(tenant), turn);
      console.log(`${tenant.name}: ${String(now.tenant)}, ${paused ? 'paused' : `${rate} times as fast as the clock on the wall`}`);
    }
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    throw new Trouble(REFUSED[error.code] ?? `Refused: ${error.code}.`, { cause: error });
  } finally {
    await Promise.all([app.end(), ingest.end()]);
  }
  return 0;
}

const REFUSED: Record<string, string> = {
  'clock-paused': 'The calendar stands still: c1 clock resume first.',
  'rate-fixed': 'The calendar of this tenant is the real one.',
};

/** @throws UsageError naming what can be asked */
export function turnOf([verb, amount, ...rest]: readonly string[]): Turn {
  if (verb === 'pause' && amount === undefined) return { pause: true };
  if (verb === 'resume' && amount === undefined) return { resume: true };
  const rate = Number(amount);
  if (verb === 'rate' && rest.length === 0 && Number.isSafeInteger(rate) && rate > 0) return { rate };
  throw new UsageError(
    'c1 clock pause, c1 clock resume or c1 clock rate N (1440: a day is a minute), with --tenant NAME for one tenant only.',
  );
}
