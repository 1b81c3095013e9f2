import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { installationSecret } from '#cli/secret.ts';
import { startStack, type Stack } from '#cli/stack.ts';
import { createApiKey } from '#api/commands/create-api-key.ts';
import { asTenant, connect, type Transaction } from '#db/client.ts';
import { roleUrl } from '#db/roles.ts';
import { FIRST_PLAYBOOK } from '#domain/playbook/first-playbook.ts';
import type { Playbook } from '#domain/playbook/playbook.ts';
import { accountOf } from '#sandbox/carrier/account.ts';
import { makeWorld, type World } from '#test/world.ts';
import type { WorkerSettings } from '#workers/settings.ts';

export type Installation = Awaited<ReturnType<typeof startInstallation>>;

const ANY_TIME: [string, string] = ['00:00', '23:59'];
/** Texts at any hour, so that a drill never waits for a morning. */
export const DRILL_PLAYBOOK: Playbook = {
  ...FIRST_PLAYBOOK,
  key: 'drill',
  start: 'first',
  steps: {
    first: {
      kind: 'message',
      channel: 'sms',
      template: 'payment-reminder',
      hours: ANY_TIME,
      replyWithin: { days: 1 },
      otherwise: 'second',
    },
    second: { kind: 'message', channel: 'sms', template: 'payment-options', hours: ANY_TIME, replyWithin: { days: 1 }, otherwise: 'rest' },
    rest: { kind: 'pause', for: { days: 1 }, then: 'person' },
    person: { kind: 'handoff', team: 'collections', because: 'no reply to two messages' },
  },
};

/** A whole installation of its own, every part a process, with one sandbox tenant and a key to its API. */
export async function startInstallation({ rate = 14_400, environment = {} }: { rate?: number; environment?: Record<string, string> } = {}) {
  const directory = mkdtempSync(join(tmpdir(), 'c1-drill-'));
  const stack: Stack = await startStack({
    directory,
    port: 0,
    seed: false,
    // What is acknowledged must outlive kill -9: no commit may be answered before it is written.
    durable: true,
    environment: { C1_SUBMIT_LEASE_MS: '12000', C1_SANDBOX_DEBTORS: 'no', ...environment },
  });
  const secret = installationSecret(directory);
  const carrier = { ...accountOf(secret), baseUrl: stack.sandboxUrl };
  const world: World = await makeWorld({ url: stack.database, secret, carrier, playbook: DRILL_PLAYBOOK, rate });
  const auth = connect(roleUrl(stack.database, 'auth', secret), 1);
  const { key } = await createApiKey(auth.db, {
    tenantId: world.tenantId,
    name: 'drill',
    scopes: ['cases:read', 'cases:write', 'placements:write', 'payments:write'],
    creditorIds: [world.creditorId],
  });
  await auth.end();
  await control(stack, 'PUT', `/numbers/${encodeURIComponent(world.senderNumber)}`, {
    smsUrl: `${stack.origin}/webhooks/twilio/${world.providerAccountId}/message`,
  });
  const settings: WorkerSettings = {
    database: stack.database,
    secret,
    temporalAddress: stack.temporalAddress,
    namespace: stack.namespace,
    origin: stack.origin,
  };
  return {
    directory,
    stack,
    world,
    secret,
    key,
    settings,
    control: (method: string, path: string, body?: unknown) => control(stack, method, path, body),
    /** Reads the tenant's rows, however often the database has just been killed. */
    read: <T>(work: (tx: Transaction) => Promise<T>): Promise<T> => insist(() => asTenant(world.owner.db, world.tenantId, work)),
    stop: async () => {
      await world.owner.end();
      await stack.stop();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

async function control({ sandboxUrl }: Stack, method: string, path: string, body?: unknown): Promise<unknown> {
  const answer = await fetch(`${sandboxUrl}/control${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  if (!answer.ok) throw new Error(`the sandbox answered ${answer.status} to ${method} ${path}`);
  return answer.status === 204 ? undefined : answer.json();
}

/** Asks again while a killed part comes back. */
export async function insist<T>(ask: () => Promise<T>, forMs = 90_000): Promise<T> {
  const until = Date.now() + forMs;
  for (;;)
    try {
      return await ask();
    } catch (error) {
      if (Date.now() > until) throw error;
      await pause(250);
    }
}
