import { createHmac } from 'node:crypto';
import type { Sql } from 'postgres';

/** owner: migrations · app: the API and decisions · gate: contact · ingest: webhooks · relay: bells and pages · auth: better-auth. */
export const ROLES = ['owner', 'app', 'gate', 'ingest', 'relay', 'auth'] as const;
export type Role = (typeof ROLES)[number];

/** A role's password, derived so that one secret opens an installation and none is written down. */
export const rolePassword = (secret: string, role: Role): string => createHmac('sha256', secret).update(`role:${role}`).digest('base64url');

/** `database` with the credentials of `role`. */
export function roleUrl(database: string, role: Role, secret: string): string {
  const url = new URL(database);
  url.username = `c1_${role}`;
  url.password = rolePassword(secret, role);
  return url.href;
}

/** Creates the server-wide login roles, or gives them the present secret's passwords; several processes may run it at once. */
export async function ensureRoles(admin: Sql, secret: string): Promise<void> {
  await admin.begin(async (tx) => {
    await tx`select pg_advisory_xact_lock(7001)`;
    for (const role of ROLES) {
      const [found] = await tx`select 1 from pg_roles where rolname = ${`c1_${role}`}`;
      // The password is base64url: nothing in it needs quoting.
      const options = `login nobypassrls nosuperuser nocreatedb nocreaterole password '${rolePassword(secret, role)}'`;
      await tx.unsafe(`${found ? 'alter' : 'create'} role c1_${role} ${options}`);
    }
  });
}
