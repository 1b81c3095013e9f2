import { isNull } from 'drizzle-orm';
import { compile, type CompiledPacks } from '#domain/compliance/compile.ts';
import { POLICIES } from '#domain/compliance/policies.ts';
import { tenantPack, TenantRule } from '#domain/compliance/tenant-rule.ts';
import type { Transaction } from '#db/client.ts';
import { policySignature, tenantRule } from '#db/schema/index.ts';

const KEPT = 50;
const compiled = new Map<string, CompiledPacks>();

/** The packs as they bind this tenant now: shipped rules, its signatures, its own rules. Compiled once per such set. */
export async function loadPacks(tx: Transaction): Promise<CompiledPacks> {
  const signatures = await tx.select().from(policySignature).orderBy(policySignature.ruleId);
  const own = await tx.select().from(tenantRule).where(isNull(tenantRule.retiredAt)).orderBy(tenantRule.ruleId);
  const key = JSON.stringify([signatures, own]);
  const known = compiled.get(key);
  if (known) return known;
  const packs = compile(
    own.length > 0
      ? [
          ...POLICIES,
          tenantPack(
            own.map(({ rule }) => TenantRule.parse(rule)),
            asOf(own),
          ),
        ]
      : POLICIES,
    signatures.map(signatureOf),
  );
  if (compiled.size >= KEPT) compiled.clear();
  compiled.set(key, packs);
  return packs;
}

const signatureOf = ({ ruleId, signedBy }: typeof policySignature.$inferSelect) => ({
  ruleId,
  signedBy,
  // A signature binds from the moment it commits, whatever the tenant's calendar shows.
  at: -Infinity,
});

const asOf = (rows: readonly (typeof tenantRule.$inferSelect)[]): string =>
  new Date(Math.max(...rows.map(({ addedAt }) => addedAt.getTime()))).toISOString().slice(0, 10);
