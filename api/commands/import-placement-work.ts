import type { LocalDate } from '#domain/time/local.ts';
import type { Transaction } from '#db/client.ts';
import type { Known } from '#api/commands/import-placement-known.ts';

/** One import under way, inside its transaction. */
export type Import = {
  tx: Transaction;
  secret: string;
  tenantId: string;
  creditorId: string;
  playbookId: string;
  placementId: string;
  receivedOn: LocalDate;
  known: Known;
  /** Real time, and the tenant's calendar. */
  now: Date;
  at: Date;
};

export const scopeOf = ({ tenantId, creditorId }: Pick<Import, 'tenantId' | 'creditorId'>) => ({ tenantId, creditorId });
