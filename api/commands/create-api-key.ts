import type { Db } from '#db/client.ts';
import { apiKey } from '#db/schema/auth.ts';
import { hashOfKey, newKey } from '#api/api-key.ts';
import type { Scope } from '#api/scopes.ts';

export type NewApiKey = { tenantId: string; name: string; scopes: readonly Scope[]; creditorIds: readonly string[]; key?: string };

/**
 * A key for a program of the tenant's, for these scopes and creditors only.
 * @param db as c1_auth
 * @param key one made beforehand by `newKey`; made here if left out
 * @returns the key, which is shown this once: only its hash is kept
 */
export async function createApiKey(
  db: Db,
  { tenantId, name, scopes, creditorIds, key = newKey() }: NewApiKey,
): Promise<{ id: string; key: string }> {
  const id = crypto.randomUUID();
  await db.insert(apiKey).values({ id, tenantId, name, hash: hashOfKey(key), scopes: [...scopes], creditorIds: [...creditorIds] });
  return { id, key };
}
