import { createHmac } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { accountOf } from './carrier/account.ts';
import { PLAYS } from './debtors/plan-acts.ts';
import type { SandboxOptions } from './sandbox.ts';

/** Numbers for as many creditors, from the range kept for fiction. */
export const SANDBOX_NUMBERS = ['+12025550100', '+12025550101'] as const;

const Environment = z.object({
  C1_SANDBOX: z.url().default('http://127.0.0.1:4410'),
  C1_ORIGIN: z.url().default('http://127.0.0.1:4400'),
  C1_SECRET: z.string().min(16),
  /** Where the journals lie. */
  C1_SANDBOX_DIR: z.string().default('.local/sandbox'),
  /** With `no` the carrier runs, and nobody answers. */
  C1_SANDBOX_DEBTORS: z.enum(['yes', 'no']).default('yes'),
  /** The API key with which debtors look up and pay; the one derived from the secret if none is given. */
  C1_SANDBOX_KEY: z.string().optional(),
  /** Our numbers at the carrier, E.164, with commas between. */
  C1_SANDBOX_NUMBERS: z.string().default(SANDBOX_NUMBERS.join(',')),
  /** Where texts to all of them are sent on; else as set by PUT /control/numbers. */
  C1_SANDBOX_SMS_URL: z.url().optional(),
  C1_SANDBOX_SEED: z.coerce.number().int().default(1),
});
const Tour = z.array(z.object({ accountRef: z.string(), creditor: z.string(), phone: z.string(), plays: z.enum(PLAYS) }));

/** The API key of the debtors of an installation: its seed grants it, the sandbox uses it, and no file lies between them. */
export const debtorsKey = (secret: string): string => `c1_${createHmac('sha256', secret).update('sandbox:api-key').digest('base64url')}`;

/** What the sandbox is started with. @throws ZodError naming what is missing */
export function readConfig(environment: NodeJS.ProcessEnv, tourFile = join(import.meta.dirname, '../examples/tour.json')): SandboxOptions {
  const env = Environment.parse(environment);
  const smsUrl = env.C1_SANDBOX_SMS_URL;
  return {
    port: Number(new URL(env.C1_SANDBOX).port || 80),
    dir: env.C1_SANDBOX_DIR,
    origin: env.C1_ORIGIN,
    ...(env.C1_SANDBOX_DEBTORS === 'yes' && { apiKey: env.C1_SANDBOX_KEY ?? debtorsKey(env.C1_SECRET) }),
    accounts: [accountOf(env.C1_SECRET)],
    numbers: env.C1_SANDBOX_NUMBERS.split(',').map((phone) => ({ phone: phone.trim(), ...(smsUrl && { smsUrl }) })),
    seed: env.C1_SANDBOX_SEED,
    tour: existsSync(tourFile) ? Tour.parse(JSON.parse(readFileSync(tourFile, 'utf8'))) : [],
  };
}
