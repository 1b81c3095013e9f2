import { join } from 'node:path';
import type { Company } from '#cli/company.ts';
import { postgresPart, postgresUrl } from '#cli/embedded/postgres.ts';
import { temporalPart, temporalProgram } from '#cli/embedded/temporal.ts';
import { prepareNamespace } from '#cli/embedded/temporal-namespace.ts';
import { adminPassword } from '#cli/secret.ts';
import type { StackOptions } from '#cli/stack.ts';
import type { Ports } from '#cli/stack-ports.ts';
import { ensureWebBuilt, isWebBuilt } from '#cli/web-build.ts';

/** Everything a part needs to know of the installation it belongs to. */
export type Site = StackOptions & {
  secret: string;
  ports: Ports;
  namespace: string;
  company: Company;
  says: (text: string) => void;
};

/** The embedded PostgreSQL, or the one that `databaseUrl` names. Answers its superuser's address. */
export async function databaseServer({ databaseUrl, directory, secret, ports, durable = true, company }: Site): Promise<string> {
  if (databaseUrl) return databaseUrl;
  const at = { port: ports.postgres, password: adminPassword(secret) };
  const log = join(directory, 'logs', 'postgres.log');
  await company.join('postgres', await postgresPart({ ...at, directory: join(directory, 'postgres'), log, durable }));
  return postgresUrl(at);
}

/** The embedded Temporal, or the one that `temporalAddress` names. Answers its address, with the namespace prepared. */
export async function temporalServer({ temporalAddress, directory, ports, namespace, company }: Site): Promise<string> {
  if (temporalAddress) {
    await prepareNamespace(temporalAddress, namespace);
    return temporalAddress;
  }
  const [file, log] = [join(directory, 'temporal', 'temporal.db'), join(directory, 'logs', 'temporal.log')];
  await company.join('temporal', temporalPart({ program: await temporalProgram(), port: ports.temporal, namespace, log, file }));
  return `127.0.0.1:${ports.temporal}`;
}

/** The pages, built when their sources are newer. */
export async function pages({ dev, signal, says }: Site): Promise<void> {
  if (dev || isWebBuilt()) return;
  says('Building the pages, half a minute …');
  const began = performance.now();
  await ensureWebBuilt(signal);
  says(`Pages built (${Math.round((performance.now() - began) / 1000)} s)`);
}

/** The database's name, and its address without credentials. A superuser's own database is not ours to fill. */
export function databaseOf(adminUrl: string): { name: string; bare: string } {
  const url = new URL(adminUrl);
  const named = decodeURIComponent(url.pathname.slice(1));
  const name = named === '' || named === 'postgres' ? 'c1' : named;
  url.username = url.password = '';
  url.pathname = `/${name}`;
  return { name, bare: url.href };
}
