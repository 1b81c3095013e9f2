import postgres from 'postgres';
import { SCOPES } from '#api/scopes.ts';
import type { Caller } from '#api/caller.ts';
import { Trouble } from '#cli/arguments.ts';
import type { Addresses } from '#cli/installation.ts';
import { databaseOf } from '#cli/servers.ts';
import { inDatabase } from '#db/migrate.ts';

export type TenantRow = { id: string; name: string; sandbox: boolean; creditors: { id: string; name: string }[] };

/** Every tenant with its creditors. The superuser alone reads over tenants, and only whoever owns this machine has its password. */
export async function tenantsOf({ databaseAdminUrl }: Pick<Addresses, 'databaseAdminUrl'>): Promise<TenantRow[]> {
  const admin = postgres(inDatabase(databaseAdminUrl, databaseOf(databaseAdminUrl).name), { max: 1 });
  try {
    return await admin<TenantRow[]>`
      select t.id, t.name, t.sandbox, coalesce(json_agg(json_build_object('id', c.id, 'name', c.name)) filter (where c.id is not null), '[]') as creditors
      from tenant t left join creditor c on c.tenant_id = t.id group by t.id order by t.created_at, t.id`;
  } finally {
    await admin.end();
  }
}

/** Whoever works at the command line of this machine, acting for a tenant. */
export const operator = ({ id, creditors }: TenantRow): Caller => ({
  tenantId: id,
  creditorIds: creditors.map((creditor) => creditor.id),
  actor: 'command-line',
  name: 'Command line',
  email: null,
  role: null,
  scopes: SCOPES,
});

/**
 * The tenants a command is for: the one named, or all that `suits`.
 * @throws Trouble when there is none
 */
export function chooseTenants(tenants: readonly TenantRow[], name: string | undefined, suits: (tenant: TenantRow) => boolean): TenantRow[] {
  const chosen = tenants.filter((tenant) => (name === undefined ? suits(tenant) : tenant.name === name || tenant.id === name));
  if (chosen.length > 0) return chosen;
  throw new Trouble(
    name === undefined
      ? 'There is no tenant this is for.'
      : `There is no tenant “${name}”. There are: ${tenants.map((tenant) => tenant.name).join(', ')}.`,
  );
}
