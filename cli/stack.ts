import { resolve } from 'node:path';
import { companyIn, type PartName } from '#cli/company.ts';
import { leaveDirectory, publishAddresses, takeDirectory, type Addresses } from '#cli/installation.ts';
import { retargetSandbox } from '#cli/retarget-sandbox.ts';
import { seedDemo } from '#cli/seed.ts';
import { installationSecret } from '#cli/secret.ts';
import { databaseOf, databaseServer, pages, temporalServer, type Site } from '#cli/servers.ts';
import { choosePorts } from '#cli/stack-ports.ts';
import { startPrograms } from '#cli/programs.ts';
import type { Notice } from '#cli/supervise.ts';
import { wakeCalendars } from '#cli/wake-calendars.ts';
import { migrateDatabase } from '#db/migrate.ts';

export type StackOptions = {
  /** Holds secret, data, logs and process records; made when missing. */
  directory: string;
  /** Of the API; 0 for any free one. A taken port is stepped over unless it is `firm`. */
  port: number;
  firm?: boolean;
  /** A superuser's address of a PostgreSQL that runs elsewhere. */
  databaseUrl?: string;
  /** A Temporal that runs elsewhere. */
  temporalAddress?: string;
  namespace?: string;
  /** Pages from their sources, by Vite. */
  dev?: boolean;
  /** Demo tenants when the database has none, and the sandbox's debtors with them. */
  seed?: boolean;
  /** Faster and good for one run: the data need not outlive a crash of the machine. */
  durable?: boolean;
  /** For the programs, above what they get anyway. */
  environment?: Record<string, string>;
  tell?: (notice: Notice | { kind: 'step'; says: string }) => void;
  /** Ends a start under way. */
  signal?: AbortSignal;
};

export type Stack = Addresses & {
  /** Whether the demo tenants are there. */
  demo: boolean;
  pids: () => Partial<Record<PartName, number>>;
  kill: (name: PartName) => void;
  /** Resolves when the part can be used: at once, or when supervision has brought it back. */
  ready: (name: PartName) => Promise<void>;
  stop: () => Promise<void>;
};

/** Starts a whole installation and keeps it running until `stop`. */
export async function startStack(options: StackOptions): Promise<Stack> {
  const directory = resolve(options.directory);
  const tell = options.tell ?? (() => undefined);
  const says = (text: string) => tell({ kind: 'step', says: text });
  const leftovers = await takeDirectory(directory);
  if (leftovers > 0) says(`An earlier run was killed: ended the ${leftovers} processes it left.`);
  const company = companyIn(directory, tell);
  const stop = async () => {
    await company.disband();
    leaveDirectory(directory);
  };

  const bringUp = async (): Promise<Addresses & { demo: boolean }> => {
    const secret = installationSecret(directory);
    const ports = await choosePorts(options);
    const namespace = options.namespace ?? 'cases';
    const site: Site = { ...options, directory, secret, ports, namespace, company, says };
    const [databaseAdminUrl, temporalAddress] = await Promise.all([databaseServer(site), temporalServer(site), pages(site)]);
    const { name, bare } = databaseOf(databaseAdminUrl);
    await migrateDatabase({ adminUrl: databaseAdminUrl, database: name, secret });
    says('Database migrated');
    const [origin, sandboxUrl] = [loopback(ports.api), loopback(ports.sandbox)];
    const addresses: Addresses = { origin, sandboxUrl, database: bare, databaseAdminUrl, temporalAddress, namespace };
    await retargetSandbox(databaseAdminUrl, sandboxUrl);
    await wakeCalendars(bare, secret);
    await startPrograms(site, addresses);
    const demo = options.seed === true && (await seedDemo({ database: bare, secret, sandboxUrl, says }));
    publishAddresses(directory, addresses);
    return { ...addresses, demo };
  };
  try {
    const addresses = await Promise.race([bringUp(), aborted(options.signal)]);
    return { ...addresses, pids: company.pids, kill: company.kill, ready: company.ready, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

const loopback = (port: number): string => `http://127.0.0.1:${port}`;

const aborted = (signal: AbortSignal | undefined): Promise<never> =>
  new Promise((_, reject) => signal?.addEventListener('abort', () => reject(new Error('stopped while starting')), { once: true }));
