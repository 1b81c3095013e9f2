import { asTenant, type Db, type Transaction } from '#db/client.ts';
import { addressHash } from '#db/hashing.ts';
import { lockKeys } from '#db/queries/gate-locks.ts';
import { insertWebhook, knownWebhooks, personsAt } from '#db/queries/webhooks.ts';
import type { MessageArrived, ProviderEvent } from '#activities/channels/provider.ts';
import { receiveMessage } from '#api/commands/receive-message.ts';
import { receiveStatus } from '#api/commands/receive-status.ts';

export type Arrived = { providerAccountId: string; event: ProviderEvent };
export type IngestDeps = { ingest: Db; secret: string; now: () => number };
/** One tenant's events in one transaction. */
export type Ingesting = { tx: Transaction; tenantId: string; secret: string; now: Date };

/**
 * Takes a group of a tenant's events, each once; what was taken before is a no-op.
 * Locks come first and in one order, those of people and addresses before those of attempts, as a contact takes them.
 */
export function ingestWebhooks({ ingest, secret, now }: IngestDeps, tenantId: string, arrived: readonly Arrived[]): Promise<void> {
  return asTenant(ingest, tenantId, async (tx) => {
    const at: Ingesting = { tx, tenantId, secret, now: new Date(now()) };
    await lockWriters(
      at,
      arrived.map(({ event }) => event).filter((event) => event.kind === 'message'),
    );
    for (const one of await unknownOf(tx, arrived)) {
      const outcome =
        one.event.kind === 'status'
          ? await receiveStatus(at, one.providerAccountId, one.event)
          : await receiveMessage(at, one.providerAccountId, one.event);
      await insertWebhook(tx, {
        tenantId,
        providerAccountId: one.providerAccountId,
        dedupeKey: one.event.dedupeKey,
        kind: one.event.kind,
        attemptId: one.event.kind === 'status' ? (one.event.attemptId ?? null) : null,
        outcome,
      });
    }
  });
}

/** Statuses in the order of their attempts, so that two groups lock rows in the same order. */
async function unknownOf(tx: Transaction, arrived: readonly Arrived[]): Promise<Arrived[]> {
  const fresh = new Map<string, Arrived>();
  for (const one of arrived) fresh.set(`${one.providerAccountId} ${one.event.dedupeKey}`, one);
  const byAccount = Map.groupBy(fresh.values(), ({ providerAccountId }) => providerAccountId);
  for (const [id, events] of byAccount)
    for (const key of await knownWebhooks(
      tx,
      id,
      events.map(({ event }) => event.dedupeKey),
    ))
      fresh.delete(`${id} ${key}`);
  const rank = ({ event }: Arrived) => (event.kind === 'status' ? `1 ${event.attemptId ?? ''}` : '0');
  return [...fresh.values()].sort((a, b) => (rank(a) < rank(b) ? -1 : rank(a) > rank(b) ? 1 : 0));
}

/** People are found before they are locked, so they are looked up once more: a merge in between would have changed them. */
async function lockWriters({ tx, tenantId, secret }: Ingesting, messages: readonly MessageArrived[]): Promise<void> {
  const hashes = [...new Set(messages.map(({ from }) => addressHash(secret, tenantId, from)))].sort();
  if (hashes.length === 0) return;
  const keys = async () => [...hashes.map((hash) => `address:${hash}`), ...(await personsOf(tx, hashes)).map((id) => `person:${id}`)];
  for (let known = await keys(); ;) {
    await lockKeys(tx, known);
    const now = await keys();
    if (now.every((key) => known.includes(key))) return;
    known = now;
  }
}

const personsOf = async (tx: Transaction, hashes: readonly string[]): Promise<string[]> => {
  const found: string[] = [];
  for (const hash of hashes) found.push(...(await personsAt(tx, hash)));
  return found;
};
