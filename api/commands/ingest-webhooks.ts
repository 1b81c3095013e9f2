import { asTenant, type Db, type Transaction } from '#db/client.ts';
import { addressHash } from '#db/hashing.ts';
import { lockKeys } from '#db/queries/gate-locks.ts';
import { insertWebhooks, knownWebhooks, lockAttempts, personsAt, type WebhookRow } from '#db/queries/webhooks.ts';
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
    const said = arrived.map(({ event }) => event);
    await lockWriters(
      at,
      said.filter((event) => event.kind === 'message'),
    );
    const attempts = await lockAttempts(
      tx,
      said.flatMap((event) => (event.kind === 'status' ? (event.attemptId ?? []) : [])),
    );
    const taken: WebhookRow[] = [];
    for (const { providerAccountId, event } of await unknownOf(tx, arrived)) {
      const { kind, dedupeKey } = event;
      const outcome =
        kind === 'status'
          ? await receiveStatus(at, attempts, providerAccountId, event)
          : await receiveMessage(at, providerAccountId, event);
      taken.push({ tenantId, providerAccountId, dedupeKey, kind, outcome, attemptId: (kind === 'status' && event.attemptId) || null });
    }
    await insertWebhooks(tx, taken);
  });
}

/** Once for each event, however often it is in the group or was taken before. */
async function unknownOf(tx: Transaction, arrived: readonly Arrived[]): Promise<Arrived[]> {
  const fresh = new Map<string, Arrived>();
  for (const one of arrived) fresh.set(`${one.providerAccountId} ${one.event.dedupeKey}`, one);
  for (const [id, events] of Map.groupBy(fresh.values(), ({ providerAccountId }) => providerAccountId)) {
    const keys = events.map(({ event }) => event.dedupeKey);
    for (const key of await knownWebhooks(tx, id, keys)) fresh.delete(`${id} ${key}`);
  }
  return [...fresh.values()];
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
