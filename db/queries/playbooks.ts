import { inArray } from 'drizzle-orm';
import { Playbook } from '#domain/playbook/playbook.ts';
import type { Transaction } from '#db/client.ts';
import { playbook } from '#db/schema/tenant.ts';

const published = new Map<string, Playbook>();

/** Published versions never change: each is read and checked once a process. */
export async function loadPlaybooks(tx: Transaction, ids: readonly string[]): Promise<(id: string) => Playbook> {
  const missing = [...new Set(ids)].filter((id) => !published.has(id));
  if (missing.length > 0)
    for (const { id, body } of await tx
      .select({ id: playbook.id, body: playbook.body })
      .from(playbook)
      .where(inArray(playbook.id, missing)))
      published.set(id, Playbook.parse(body));
  return (id) => {
    const found = published.get(id);
    if (!found) throw new RangeError('the playbook of the case is gone');
    return found;
  };
}
