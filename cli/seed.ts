import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { eq } from 'drizzle-orm';
import { Mapping } from '#domain/intake/mapping.ts';
import { asTenant, connect, type Db } from '#db/client.ts';
import { inputId } from '#db/input-id.ts';
import { audit } from '#db/queries/audit.ts';
import { roleUrl, type Role } from '#db/roles.ts';
import { auditEvent, tenant } from '#db/schema/index.ts';
import { importPlacement } from '#api/commands/import-placement.ts';
import { NORTHQUAY, WESTHAVEN } from '#cli/demo/cast.ts';
import { DEMO_FILES } from '#cli/demo/files.ts';
import { seedMembers, seedSandboxKey } from '#cli/demo/members.ts';
import { seedTenant } from '#cli/demo/tenants.ts';
import { ROOT } from '#cli/program-part.ts';

type Site = { database: string; secret: string; sandboxUrl: string; says: (text: string) => void };
const DONE = inputId('demo', 'seeded');

/**
 * Two demo tenants, their people and their first placements, in a database without any tenant. Cut short, it goes on
 * where it stopped; done, it does nothing. To be called when everything runs: the demo's calendar starts here.
 * @returns whether the demo is there
 */
export async function seedDemo({ database, secret, sandboxUrl, says }: Site): Promise<boolean> {
  const as = (role: Role) => connect(roleUrl(database, role, secret), 2);
  const [owner, app, auth, relay] = [as('owner'), as('app'), as('auth'), as('relay')];
  try {
    const there = await relay.db.select({ id: tenant.id }).from(tenant);
    const begun = there.some(({ id }) => id === NORTHQUAY.id);
    if (!begun && there.length > 0) return false;
    if (begun && (await isDone(owner.db))) return true;
    const began = performance.now();
    await seedTenant({ owner: owner.db, secret, sandboxUrl, now: Date.now() }, NORTHQUAY);
    await seedTenant({ owner: owner.db, secret, sandboxUrl, now: Date.now() }, WESTHAVEN);
    await seedSandboxKey(auth.db, secret);
    const [accounts] = await Promise.all([place(app.db, secret), seedMembers(auth.db)]);
    await asTenant(owner.db, NORTHQUAY.id, (tx) =>
      audit(tx, { id: DONE, tenantId: NORTHQUAY.id, actor: 'seed', action: 'SeedDemo', subject: NORTHQUAY.id }),
    );
    says(`Demo ready: ${accounts} accounts of two creditors (${((performance.now() - began) / 1000).toFixed(1)} s)`);
    return true;
  } finally {
    await Promise.all([owner, app, auth, relay].map(({ end }) => end()));
  }
}

const isDone = (owner: Db): Promise<boolean> =>
  asTenant(
    owner,
    NORTHQUAY.id,
    async (tx) => (await tx.select({ id: auditEvent.id }).from(auditEvent).where(eq(auditEvent.id, DONE))).length > 0,
  );

/** The example files, as anybody would import them. @returns how many accounts were accepted */
async function place(app: Db, secret: string): Promise<number> {
  let accounts = 0;
  for (const { creditor, file, mapping } of DEMO_FILES) {
    const answer = await importPlacement(
      { app, secret, now: Date.now },
      { tenantId: NORTHQUAY.id, creditorIds: [creditor.id], actor: 'seed' },
      {
        bytes: readFileSync(join(ROOT, file)),
        fileName: basename(file),
        mapping: Mapping.parse(JSON.parse(readFileSync(join(ROOT, mapping), 'utf8'))),
        creditorId: creditor.id,
        key: 'demo',
      },
    );
    if (answer.outcome === 'refused') throw new Error(`${file} was refused: ${answer.refusal.sentence}`);
    accounts += answer.report.rows.accepted;
  }
  return accounts;
}
