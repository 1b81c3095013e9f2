import type { Transaction } from '#db/client.ts';
import { auditEvent } from '#db/schema/tenant.ts';

export type Audited = {
  tenantId: string;
  actor: string;
  action: string;
  subject: string;
  creditorId?: string;
  id?: string;
  detail?: Record<string, unknown>;
};

/** Who did what, in the transaction that did it. Ids, figures and codes only. */
export async function audit(tx: Transaction, { id = crypto.randomUUID(), detail = {}, ...act }: Audited): Promise<void> {
  await tx.insert(auditEvent).values({ id, detail, ...act });
}
