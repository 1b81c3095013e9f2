import { join } from 'node:path';
import type { PartName } from '#cli/company.ts';
import { sandboxEnvironment } from '#cli/demo/cast.ts';
import type { Addresses } from '#cli/installation.ts';
import { programPart } from '#cli/program-part.ts';
import type { Site } from '#cli/servers.ts';

/** Our own processes, all at once: each waits by itself for what it needs. */
export async function startPrograms(site: Site, addresses: Addresses): Promise<void> {
  const { directory, secret, ports, namespace, company } = site;
  const environment = {
    C1_DATABASE: addresses.database,
    C1_SECRET: secret,
    C1_PORT: String(ports.api),
    C1_ORIGIN: addresses.origin,
    C1_SANDBOX: addresses.sandboxUrl,
    C1_SANDBOX_DIR: join(directory, 'sandbox'),
    TEMPORAL_ADDRESS: addresses.temporalAddress,
    TEMPORAL_NAMESPACE: namespace,
    NODE_ENV: site.dev ? 'development' : 'production',
    ...(site.dev && { C1_DEV: '1' }),
    ...(site.seed && sandboxEnvironment({ secret, origin: addresses.origin })),
    ...site.environment,
  };
  const start = (name: PartName, file: string, health?: string) =>
    company.join(name, programPart({ name, file, environment, directory, ...(health && { health }) }));
  await Promise.all([
    start('sandbox', 'sandbox/main.ts', `${addresses.sandboxUrl}/health`),
    start('worker', 'workers/main.ts'),
    start('relay', 'workers/relay.ts'),
    start('api', 'api/main.ts', `${addresses.origin}/api/v1/health`),
  ]);
}
