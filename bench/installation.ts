import { Client, Connection as TemporalConnection } from '@temporalio/client';
import type { Playbook } from '#domain/playbook/playbook.ts';
import { asTenant, connect, type Transaction } from '#db/client.ts';
import { roleUrl } from '#db/roles.ts';
import { createApiKey } from '#api/commands/create-api-key.ts';
import { createMember } from '#api/commands/create-member.ts';
import { accountOf } from '#sandbox/carrier/account.ts';
import { installationSecret } from '#cli/secret.ts';
import { startStack } from '#cli/stack.ts';
import { makeWorld } from '#test/world.ts';
import { apiAs, signIn, type Api } from '#bench/api.ts';
import type { Bench } from '#bench/measure.ts';
import { temporaryDirectory } from '#bench/temporary-directory.ts';

const PASSWORD = 'correct horse battery';
/** More than a measure ever has one collector hold. */
const CAPACITY = 10_000;
/** The API takes thirty sign-ins a minute. */
const SIGN_INS_AT_MOST = 30;

export type Installation = Awaited<ReturnType<typeof startInstallation>>;
export type Collector = { api: Api; cookie: string };

/**
 * A whole installation of the measure's own: every part its own process, data that outlives a crash, one sandbox tenant
 * with one creditor and no case. Debtors are silent; the carrier reports deliveries as it does.
 * @param rate tenant ms a real one
 */
export async function startInstallation(bench: Bench, { rate = 1, playbook }: { rate?: number; playbook?: Playbook } = {}) {
  const directory = temporaryDirectory(bench);
  const { signal } = bench;
  const stack = await startStack({ directory, port: 0, seed: false, environment: { C1_SANDBOX_DEBTORS: 'no' }, signal });
  bench.atEnd(stack.stop);
  const { origin, database, sandboxUrl, temporalAddress, namespace } = stack;
  const secret = installationSecret(directory);
  const carrier = accountOf(secret);
  const world = await makeWorld({
    url: database,
    secret,
    carrier: { ...carrier, baseUrl: sandboxUrl },
    rate,
    ...(playbook && { playbook }),
  });
  bench.atEnd(world.owner.end);
  const auth = connect(roleUrl(database, 'auth', secret), 2);
  bench.atEnd(auth.end);
  const { tenantId, creditorId } = world;
  const { key } = await createApiKey(auth.db, {
    tenantId,
    name: 'bench',
    scopes: ['placements:write', 'cases:read'],
    creditorIds: [creditorId],
  });
  const temporal = await TemporalConnection.connect({ address: temporalAddress });
  bench.atEnd(() => temporal.close());

  return {
    stack,
    world,
    carrier,
    secret,
    /** A lender's core system. */
    program: apiAs(origin, { authorization: `Bearer ${key}` }),
    client: new Client({ connection: temporal, namespace }),
    read: <T>(work: (tx: Transaction) => Promise<T>): Promise<T> => asTenant(world.owner.db, tenantId, work),
    /** People who see the creditor, signed in. */
    async collectors(count: number): Promise<Collector[]> {
      if (count > SIGN_INS_AT_MOST) throw new RangeError(`${count} people can't sign in within a minute`);
      const people: Collector[] = [];
      for (let n = 0; n < count; n++) {
        const email = `${crypto.randomUUID()}@bench.example`;
        const person = { tenantId, name: `Collector ${n}`, email, password: PASSWORD, creditorIds: [creditorId], capacity: CAPACITY };
        await createMember(auth.db, { ...person, role: 'collector' });
        const cookie = await signIn(origin, email, PASSWORD);
        people.push({ cookie, api: apiAs(origin, { cookie }) });
      }
      return people;
    },
    /** Asks something of the carrier that only a sandbox can be asked. */
    async control(method: 'POST' | 'PUT', path: string, body: unknown): Promise<void> {
      const headers = { 'content-type': 'application/json' };
      const answer = await fetch(`${sandboxUrl}/control${path}`, { method, headers, body: JSON.stringify(body) });
      await answer.text();
      if (!answer.ok) throw new Error(`the sandbox answered ${answer.status} to ${path}`);
    },
  };
}
