import { isNull } from 'drizzle-orm';
import { compile, type CompiledPacks } from '#domain/compliance/compile.ts';
import type { Pack, Rule } from '#domain/compliance/pack.ts';
import { POLICIES } from '#domain/compliance/policies.ts';
import { tenantPack, TenantRule } from '#domain/compliance/tenant-rule.ts';
import type { Transaction } from '#db/client.ts';
import { together } from '#db/queries/together.ts';
import { policySignature, tenantRule } from '#db/schema/index.ts';

const KEPT = 50;
const compiled = new Map<string, CompiledPacks>();

/** The packs as they bind this tenant now: shipped rules, its signatures, its own rules. Compiled once per such set. */
export async function loadPacks(tx: Transaction): Promise<CompiledPacks> {
  const [signatures, own] = await together([
    tx.select().from(policySignature).orderBy(policySignature.ruleId),
    tx.select().from(tenantRule).where(isNull(tenantRule.retiredAt)).orderBy(tenantRule.ruleId),
  ]);
  const key = JSON.stringify([signatures, own]);
  const known = compiled.get(key);
  if (known) return known;
  const packs = compile(own.length > 0 ? [...POLICIES, packOf(own)] : POLICIES, signatures.map(signatureOf));
  if (compiled.size >= KEPT) compiled.clear();
  compiled.set(key, packs);
  return packs;
}

type RuleRow = typeof tenantRule.$inferSelect;

/** A rule this release can't read stands all the same: it binds every contact and denies by its own name. */
function packOf(rows: readonly RuleRow[]): Pack {
  const read = rows.map((row) => ({ row, parsed: TenantRule.safeParse(row.rule) }));
  const pack = tenantPack(
    read.flatMap(({ parsed }) => parsed.data ?? []),
    asOf(rows),
  );
  return { ...pack, rules: [...pack.rules, ...read.flatMap(({ row, parsed }) => (parsed.success ? [] : [unreadable(row)]))] };
}

const unreadable = ({ ruleId }: RuleRow): Rule => ({
  id: ruleId,
  kind: 'tenant',
  title: 'A rule that this release cannot read',
  precedence: 0,
  enforce: 'block',
  status: 'in_force',
  applies: {},
  params: { type: 'unreadable' },
  citation: 'the tenant',
  verified: true,
  verification: 'primary',
});

const signatureOf = ({ ruleId, signedBy }: typeof policySignature.$inferSelect) => ({
  ruleId,
  signedBy,
  // A signature binds from the moment it commits, whatever the tenant's calendar shows.
  at: -Infinity,
});

const asOf = (rows: readonly RuleRow[]): string =>
  new Date(Math.max(...rows.map(({ addedAt }) => addedAt.getTime()))).toISOString().slice(0, 10);
