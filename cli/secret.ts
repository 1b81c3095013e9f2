import { createHmac, randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Trouble } from '#cli/arguments.ts';

/** The installation's own secret, made on the first start; every password of the database roles follows from it. */
export function installationSecret(directory: string): string {
  const file = join(directory, 'secret');
  if (process.env['C1_SECRET']) return process.env['C1_SECRET'];
  if (existsSync(file)) return readFileSync(file, 'utf8').trim();
  if (existsSync(join(directory, 'postgres', 'PG_VERSION')))
    throw new Trouble(
      `${file} is gone, and with it the passwords of the database beside it. Put it back, or start afresh: node cli/c1.mjs reset --yes`,
    );
  const secret = randomBytes(32).toString('base64url');
  writeFileSync(file, `${secret}\n`, { mode: 0o600, flag: 'wx' });
  return secret;
}

/** The superuser's password of the embedded server. */
export const adminPassword = (secret: string): string => createHmac('sha256', secret).update('role:postgres').digest('base64url');
