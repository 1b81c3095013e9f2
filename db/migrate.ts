import { drizzle } from 'drizzle-orm/postgres-js';
import { migrate } from 'drizzle-orm/postgres-js/migrator';
import postgres from 'postgres';
import { fileURLToPath } from 'node:url';
import { ensureRoles, roleUrl } from '#db/roles.ts';

const migrationsFolder = fileURLToPath(new URL('./migrations', import.meta.url));

/** `url` pointing at another database of the same server. */
export function inDatabase(url: string, database: string): string {
  const target = new URL(url);
  target.pathname = `/${database}`;
  return target.href;
}

/**
 * Makes `database` exist, owned by c1_owner, with every migration applied.
 * @param adminUrl a role that may create roles and databases
 */
export async function migrateDatabase({
  adminUrl,
  database,
  secret,
}: {
  adminUrl: string;
  database: string;
  secret: string;
}): Promise<void> {
  const admin = postgres(adminUrl, { max: 1, onnotice: () => {} });
  try {
    await ensureRoles(admin, secret);
    const [found] = await admin`select 1 from pg_database where datname = ${database}`;
    if (!found) await admin.unsafe(`create database "${database}" owner c1_owner`);
  } finally {
    await admin.end();
  }
  const owner = postgres(roleUrl(inDatabase(adminUrl, database), 'owner', secret), { max: 1, onnotice: () => {} });
  try {
    await migrate(drizzle({ client: owner }), { migrationsFolder });
  } finally {
    await owner.end();
  }
}
