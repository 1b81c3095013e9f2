import { hashPassword } from 'better-auth/crypto';
import type { Db } from '#db/client.ts';
import { authAccount, creditorGrant, member, user } from '#db/schema/auth.ts';
import type { MemberRole } from '#api/scopes.ts';

export type NewMember = {
  id?: string;
  tenantId: string;
  name: string;
  email: string;
  password: string;
  role: MemberRole;
  creditorIds: readonly string[];
  capacity?: number;
};

/**
 * Somebody who can sign in: user, password, role and the creditors they see, or none of it.
 * @param db as c1_auth
 * @returns the user's id
 */
export async function createMember(
  db: Db,
  { id = crypto.randomUUID(), tenantId, name, email, password, role, creditorIds, capacity }: NewMember,
) {
  const hashed = await hashPassword(password);
  await db.transaction(async (tx) => {
    await tx.insert(user).values({ id, name, email: email.toLowerCase(), emailVerified: true, tenantId });
    await tx.insert(authAccount).values({ id: crypto.randomUUID(), accountId: id, providerId: 'credential', userId: id, password: hashed });
    await tx.insert(member).values({ userId: id, tenantId, name, role, ...(capacity !== undefined && { capacity }) });
    if (creditorIds.length > 0)
      await tx.insert(creditorGrant).values(creditorIds.map((creditorId) => ({ tenantId, userId: id, creditorId })));
  });
  return id;
}
