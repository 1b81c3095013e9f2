import { startOfDay } from '#domain/time/local.ts';
import { addressHash } from '#db/hashing.ts';
import { consentsOf, insertConsents, type ConsentRow } from '#db/queries/placement-people.ts';
import { consentsGiven, consentsWithdrawn, type ConsentType } from '#api/commands/import-placement-consents.ts';
import { valuesOf } from '#api/commands/import-placement-known.ts';
import type { LiveRow, Placed } from '#api/commands/import-placement-people.ts';
import type { Import } from '#api/commands/import-placement-work.ts';

const NO_SOURCE = 'placement file';
const before = ({ stored }: LiveRow) => (stored ? valuesOf(stored) : {});

/** Whether a row takes back a consent. */
export const withdrawing = (live: LiveRow): boolean => consentsWithdrawn(before(live), live.row.values).length > 0;

/** Appends the consents debtors gave and took back. They speak for themselves alone, not for those who owe with them. */
export async function storeConsents(work: Import, people: readonly Placed[]): Promise<void> {
  const debtors = people.filter(({ role }) => role === 'debtor');
  await insertConsents(work.tx, [...(await withdrawn(work, debtors)), ...debtors.flatMap((debtor) => given(work, debtor))]);
}

function given({ tenantId, creditorId, secret, receivedOn, now }: Import, { live, personId }: Placed): ConsentRow[] {
  const { values } = live.row;
  return consentsGiven(before(live), values).map(({ type, address }) => ({
    id: crypto.randomUUID(),
    tenantId,
    creditorId,
    personId,
    type,
    change: 'given' as const,
    addressHash: address ? addressHash(secret, tenantId, address) : null,
    // Its own day: a consent given before a withdrawal doesn't outlive it by being delivered again.
    occurredAt: new Date(startOfDay(values.consentOn ?? receivedOn, 'UTC')),
    source: values.consentSource ?? NO_SOURCE,
    recordedAt: now,
  }));
}

/** All that lives of the kinds taken back, at whatever address: numbers given once stay the person's. */
async function withdrawn({ tx, tenantId, creditorId, at, now }: Import, debtors: readonly Placed[]): Promise<ConsentRow[]> {
  const takers = debtors.filter(({ live }) => withdrawing(live));
  if (takers.length === 0) return [];
  const taken = new Set(
    takers.flatMap(({ live, personId }) => consentsWithdrawn(before(live), live.row.values).map((type) => nameOf(personId, type))),
  );
  const newest = new Map<string, Awaited<ReturnType<typeof consentsOf>>[number]>();
  for (const row of await consentsOf(tx, creditorId, [...new Set(takers.map(({ personId }) => personId))]))
    newest.set(`${nameOf(row.personId, row.type)} ${row.addressHash ?? ''}`, row);
  return [...newest.values()]
    .filter(({ personId, type, change }) => change === 'given' && taken.has(nameOf(personId, type)))
    .map(({ personId, type, addressHash: hash }) => ({
      id: crypto.randomUUID(),
      tenantId,
      creditorId,
      personId,
      type,
      change: 'revoked' as const,
      addressHash: hash,
      occurredAt: at,
      source: NO_SOURCE,
      recordedAt: now,
    }));
}

const nameOf = (personId: string, type: ConsentType | string) => `${personId} ${type}`;
