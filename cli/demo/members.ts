import { eq } from 'drizzle-orm';
import type { Db } from '#db/client.ts';
import { inputId } from '#db/input-id.ts';
import { apiKey, user } from '#db/schema/index.ts';
import { hashOfKey } from '#api/api-key.ts';
import { createMember } from '#api/commands/create-member.ts';
import { DEMO_PASSWORD, NORTHQUAY, sandboxKey, WESTHAVEN } from '#cli/demo/cast.ts';

/** Everybody who can sign in. @param auth as c1_auth */
export async function seedMembers(auth: Db): Promise<void> {
  for (const { id: tenantId, members } of [NORTHQUAY, WESTHAVEN])
    for (const { id, name, email, role, sees: creditorIds } of members) {
      const [known] = await auth.select({ id: user.id }).from(user).where(eq(user.id, id));
      if (!known) await createMember(auth, { id, tenantId, name, email, password: DEMO_PASSWORD, role, creditorIds });
    }
}

/** The sandbox debtors' key: what a lender's core system would be given, and no more. Only its hash is kept. */
export async function seedSandboxKey(auth: Db, secret: string): Promise<void> {
  const { id: tenantId, creditors } = NORTHQUAY;
  await auth
    .insert(apiKey)
    .values({
      id: inputId('demo', 'sandbox-key'),
      tenantId,
      name: 'Sandbox debtors',
      hash: hashOfKey(sandboxKey(secret)),
      scopes: ['accounts:find', 'payments:write'],
      creditorIds: creditors.map(({ id }) => id),
    })
    .onConflictDoNothing();
}
