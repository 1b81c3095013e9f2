import { readArguments } from '#cli/arguments.ts';
import { chooseTenants, tenantsOf } from '#cli/operator.ts';
import { runningInstallation } from '#cli/running.ts';
import { asTenant, connect } from '#db/client.ts';
import { roleUrl } from '#db/roles.ts';
import { verifyChains, type BrokenWhy } from '#db/verify-chains.ts';

const WHY: Record<BrokenWhy, string> = {
  gap: 'a row before it is missing',
  fork: 'it follows another row than the one before it',
  changed: 'it is not what was written',
  tail: 'the rows after it are missing',
};

export async function run(words: string[]): Promise<number> {
  const { values } = readArguments({ args: words, options: { tenant: { type: 'string' } } });
  const installation = runningInstallation();
  const tenants = chooseTenants(await tenantsOf(installation), values.tenant, () => true);
  const gate = connect(roleUrl(installation.database, 'gate', installation.secret), 1);
  let found = 0;
  try {
    for (const tenant of tenants) {
      const broken = await asTenant(gate.db, tenant.id, verifyChains);
      found += broken.length;
      console.log(`${tenant.name}: ${broken.length === 0 ? 'every row is as it was written.' : `${broken.length} broken links`}`);
      for (const { table, key, seq, why } of broken) console.log(`  ${table} ${key}, row ${seq}: ${WHY[why]}`);
    }
  } finally {
    await gate.end();
  }
  return found === 0 ? 0 : 1;
}
