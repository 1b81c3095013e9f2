import postgres from 'postgres';
import { inDatabase } from '#db/migrate.ts';
import { databaseOf } from '#cli/servers.ts';

/** The sandbox's carrier may listen elsewhere than last time: accounts at it follow. */
export async function retargetSandbox(databaseAdminUrl: string, sandboxUrl: string): Promise<void> {
  const admin = postgres(inDatabase(databaseAdminUrl, databaseOf(databaseAdminUrl).name), { max: 1 });
  try {
    await admin`update provider_account set base_url = ${sandboxUrl} where sandbox = 'yes' and base_url <> ${sandboxUrl}`;
  } finally {
    await admin.end();
  }
}
