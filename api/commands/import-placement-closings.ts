import { accountKey } from '#domain/intake/keys.ts';
import type { PlacedRow } from '#domain/intake/report.ts';
import { caseLock, lockKeys } from '#db/queries/gate-locks.ts';
import type { Closing } from '#db/queries/placement-accounts.ts';
import { withdrawing } from '#api/commands/import-placement-consent-events.ts';
import type { LiveRow } from '#api/commands/import-placement-people.ts';
import type { Import } from '#api/commands/import-placement-work.ts';

export type ClosingAccount = Closing & { caseId: string };

export function closingOf({ known }: Import, { key, values }: PlacedRow): ClosingAccount[] {
  const stored = known.stored.get(accountKey(key));
  if (!stored) return [];
  const reason = values.closureReason ?? '';
  return [{ accountId: stored.id, caseId: stored.caseId, reason, status: reason === 'recalled' ? 'recalled' : 'closed' }];
}

/**
 * The locks a contact takes: after a closure or a withdrawn consent commits, nothing enters `submitting` any more.
 * All at once, since two takers that take theirs one by one could wait for each other.
 */
export function lockStops({ tx, known }: Import, live: readonly LiveRow[], closing: readonly ClosingAccount[]): Promise<void> {
  const taking = live.filter(withdrawing);
  const persons = taking.flatMap(({ stored }) => known.roles.get(stored?.id ?? '')?.map(({ personId }) => personId) ?? []);
  const keys = [...closing.map(({ caseId }) => caseLock(caseId)), ...persons.map((id) => `person:${id}`)];
  return keys.length > 0 ? lockKeys(tx, keys) : Promise.resolve();
}
