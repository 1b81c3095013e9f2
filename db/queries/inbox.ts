import type { CaseInput } from '#domain/case/vocabulary.ts';
import type { Transaction } from '#db/client.ts';
import { inbox } from '#db/schema/index.ts';

/** `signalledAt`: of an input whose writer rings the bell itself; the relay rings for all others once they are committed. */
export type NewInput = {
  id: string;
  tenantId: string;
  creditorId: string;
  caseId: string;
  body: CaseInput;
  recordedAt?: Date;
  signalledAt?: Date;
};

/** Puts an input before its case, once. @returns whether it was not there yet */
export async function insertInput(tx: Transaction, { body, ...row }: NewInput): Promise<boolean> {
  const made = await tx
    .insert(inbox)
    .values({ ...row, type: body.type, body })
    .onConflictDoNothing()
    .returning({ id: inbox.id });
  return made.length > 0;
}
