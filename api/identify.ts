import { fromNodeHeaders } from 'better-auth/node';
import type { Db } from '#db/client.ts';
import { findApiKey, findMember } from '#db/queries/callers.ts';
import { hashOfKey, KEY_PREFIX } from '#api/api-key.ts';
import type { Auth } from '#api/auth.ts';
import type { Identify } from '#api/caller.ts';
import { ROLE_SCOPES, SCOPES, type Scope } from '#api/scopes.ts';

/** A person by their session's cookie, a program by its key. A key that is sent and not in force is nobody, whatever the cookie says. */
export const createIdentify =
  (auth: Auth, db: Db): Identify =>
  async (headers) => {
    const bearer = /^Bearer (.+)$/i.exec(headers.authorization ?? '')?.[1];
    if (bearer !== undefined) return bearer.startsWith(KEY_PREFIX) ? byKey(db, bearer) : undefined;
    if (!headers.cookie) return undefined;
    const session = await auth.api.getSession({ headers: fromNodeHeaders(headers) });
    return session ? byUser(db, session.user) : undefined;
  };

async function byUser(db: Db, { id, email }: { id: string; email: string }) {
  const member = await findMember(db, id);
  if (!member) return undefined;
  const { tenantId, creditorIds, name, role } = member;
  return { tenantId, creditorIds, actor: id, name, email, role, scopes: ROLE_SCOPES[role] };
}

async function byKey(db: Db, key: string) {
  const found = await findApiKey(db, hashOfKey(key));
  if (!found) return undefined;
  const { id, tenantId, creditorIds, name } = found;
  const scopes = SCOPES.filter((scope) => found.scopes.includes(scope)) satisfies Scope[];
  return { tenantId, creditorIds, actor: `key:${id}`, name, email: null, role: null, scopes };
}
