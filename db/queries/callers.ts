import { and, eq, isNull } from 'drizzle-orm';
import type { Db } from '#db/client.ts';
import { apiKey, creditorGrant, member } from '#db/schema/auth.ts';

/** A member who has not left, with the creditors granted. Read as c1_auth: the tenant is not known yet. */
export async function findMember(db: Db, userId: string) {
  const rows = await db
    .select({ member, creditorId: creditorGrant.creditorId })
    .from(member)
    .leftJoin(creditorGrant, and(eq(creditorGrant.tenantId, member.tenantId), eq(creditorGrant.userId, member.userId)))
    .where(and(eq(member.userId, userId), isNull(member.leftAt)))
    .orderBy(creditorGrant.creditorId);
  const [first] = rows;
  return first && { ...first.member, creditorIds: rows.flatMap(({ creditorId }) => creditorId ?? []) };
}

/** A key that is in force. Read as c1_auth. */
export async function findApiKey(db: Db, hash: string) {
  const [found] = await db
    .select()
    .from(apiKey)
    .where(and(eq(apiKey.hash, hash), isNull(apiKey.revokedAt)));
  return found;
}
