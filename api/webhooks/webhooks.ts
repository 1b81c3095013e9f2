import express, { Router, type Request, type RequestHandler } from 'express';
import type { Logger } from 'pino';
import type { Db } from '#db/client.ts';
import { open } from '#db/seal.ts';
import { findProviderAccount, type ProviderAccountRow } from '#db/queries/webhooks.ts';
import { ForgedWebhook, MalformedWebhook, type ProviderEvent } from '#activities/channels/provider.ts';
import { twilioSms } from '#activities/channels/twilio-sms.ts';
import { ingestWebhooks, type Arrived } from '#api/commands/ingest-webhooks.ts';
import { Id } from '#api/contract/common.ts';
import { DomainError } from '#api/domain-error.ts';
import { createBatcher } from '#api/webhooks/batcher.ts';

export type WebhookDeps = { ingest: Db; secret: string; publicOrigin: string; now: () => number; logger: Logger };
/** Credentials rarely change, and a webhook in a hundred milliseconds asks for the same ones. */
const REMEMBERED_MS = 30_000;

/** Takes what providers call back with: verified, stored once and acted on, and only then answered with 200. */
export function createWebhooks(deps: WebhookDeps) {
  const batcher = createBatcher<Arrived>({ size: 100, waitMs: 5 }, (tenantId, arrived) => ingestWebhooks(deps, tenantId, arrived));
  const accountOf = rememberAccounts(deps);

  const take: RequestHandler = async (req, res) => {
    const account = await accountOf(String(req.params['providerAccountId']));
    // An account nobody has is answered like a signature nobody made.
    if (!account) throw new DomainError('forged');
    const events = eventsOf(deps, account, req);
    await Promise.all(events.map((event) => batcher.add(account.tenantId, { providerAccountId: account.id, event })));
    res.status(200).type('text/xml').send('<Response/>');
  };
  const router = Router()
    .use(express.raw({ type: () => true, limit: '256kb' }))
    .post(['/twilio/:providerAccountId/status', '/twilio/:providerAccountId/message'], take);
  return { router, settled: batcher.settled };
}

function eventsOf(
  { secret, publicOrigin }: WebhookDeps,
  { id, accountSid, sealedToken, baseUrl }: ProviderAccountRow,
  req: Request,
): ProviderEvent[] {
  const headers = Object.fromEntries(Object.entries(req.headers).map(([name, value]) => [name, Array.isArray(value) ? value[0] : value]));
  const body = Buffer.isBuffer(req.body) ? req.body : Buffer.alloc(0);
  try {
    return twilioSms({ accountSid, authToken: open(secret, sealedToken, id), baseUrl }).parseWebhook({
      url: publicOrigin + req.originalUrl,
      headers,
      body,
    });
  } catch (error) {
    if (error instanceof ForgedWebhook) throw new DomainError('forged');
    if (error instanceof MalformedWebhook) throw new DomainError('malformed', { detail: error.message });
    throw error;
  }
}

function rememberAccounts({ ingest, now }: WebhookDeps) {
  const known = new Map<string, { account: ProviderAccountRow; until: number }>();
  return async (id: string): Promise<ProviderAccountRow | undefined> => {
    if (!Id.safeParse(id).success) return undefined;
    const remembered = known.get(id);
    if (remembered && remembered.until > now()) return remembered.account;
    const account = await findProviderAccount(ingest, id);
    if (account) known.set(id, { account, until: now() + REMEMBERED_MS });
    return account;
  };
}
