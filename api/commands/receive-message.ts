import { understandReply, type Understood } from '#domain/dialogue/understand-reply.ts';
import { tenantAt } from '#domain/time/clock.ts';
import { localDate } from '#domain/time/local.ts';
import { addressHash } from '#db/hashing.ts';
import { inputId } from '#db/input-id.ts';
import { loadAnchors, NO_ZONE } from '#db/queries/case-facts.ts';
import { announce } from '#db/queries/changes.ts';
import { insertInput } from '#db/queries/inbox.ts';
import {
  caseOfAddress,
  creditorOfSender,
  insertMessage,
  latchOut,
  openCasesOf,
  personsAt,
  type CaseAtAddress,
} from '#db/queries/webhooks.ts';
import type { MessageArrived } from '#activities/channels/provider.ts';
import type { Ingesting } from '#api/commands/ingest-webhooks.ts';

const CHANNEL = 'sms';

/**
 * Words from an address: kept, understood, and put before their case. An opt-out is in force from this transaction on.
 * @returns the webhook's outcome; `unknown-sender` waits for a person to sort it
 */
export async function receiveMessage(
  at: Ingesting,
  providerAccountId: string,
  event: MessageArrived,
): Promise<'received' | 'unknown-sender'> {
  const { tx, tenantId, secret, now } = at;
  const hash = addressHash(secret, tenantId, event.from);
  const creditorId = await creditorOfSender(tx, { providerAccountId, channel: CHANNEL, address: event.to });
  const found = await caseOfAddress(tx, hash, creditorId);
  const moment = tenantAt(await loadAnchors(tx), now.getTime());
  const understood = understand(event.text, moment, found);
  const messageId = inputId('message', providerAccountId, event.dedupeKey);
  await insertMessage(tx, {
    id: messageId,
    tenantId,
    creditorId: found?.creditorId ?? creditorId ?? null,
    caseId: found?.caseId ?? null,
    partyId: found?.partyId ?? null,
    direction: 'in',
    channel: CHANNEL,
    address: event.from,
    addressHash: hash,
    text: event.text,
    understood,
    providerMessageId: event.providerMessageId,
    occurredAt: new Date(moment),
    recordedAt: now,
  });
  if (understood.intent === 'opt-out') await optOut(at, hash, `webhook:${providerAccountId}:${event.dedupeKey}`);
  if (!found) return 'unknown-sender';
  await tellCase(at, found, messageId, understood);
  return 'received';
}

function understand(text: string, moment: number, found: CaseAtAddress | undefined): Understood {
  const today = localDate(moment, found?.zones[0] ?? NO_ZONE);
  return understandReply(text, { today, currency: found?.currency ?? 'USD', ...(found?.language && { locale: found.language }) });
}

async function tellCase({ tx, tenantId }: Ingesting, found: CaseAtAddress, messageId: string, understood: Understood): Promise<void> {
  const { caseId, creditorId, partyId, contactPointId } = found;
  const { intent, amountMinor, dueOn } = understood;
  const told = { ...(amountMinor !== undefined && { amountMinor }), ...(dueOn && { dueOn }) };
  const body = { type: 'MessageReceived' as const, messageId, partyId, contactPointId, intent, ...told };
  await insertInput(tx, { id: inputId('MessageReceived', messageId), tenantId, creditorId, caseId, body });
  await announce(tx, [{ tenantId, creditorId, kind: 'message', caseId, ref: messageId }]);
}

/**
 * Latches everybody known at the number, since a number can't tell who of them wrote, and tells every open case of theirs.
 * Where nobody is known the number alone is latched: a file that names it may come later.
 * The locks of these people and of the address are held: nothing is on its way out past this point.
 */
async function optOut({ tx, tenantId, now }: Ingesting, hash: string, evidence: string): Promise<void> {
  const persons = await personsAt(tx, hash);
  const latched = persons.length > 0 ? persons : [null];
  await latchOut(
    tx,
    latched.map((personId) => ({ tenantId, personId, channel: CHANNEL, addressHash: hash, setAt: now, evidence })),
  );
  if (persons.length === 0) return;
  for (const { caseId, creditorId, partyId } of await openCasesOf(tx, persons)) {
    const body = { type: 'OptedOut' as const, partyId, channel: CHANNEL as 'sms' };
    await insertInput(tx, { id: inputId('OptedOut', evidence, caseId, partyId), tenantId, creditorId, caseId, body });
  }
}
