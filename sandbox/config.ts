import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { accountOf } from './carrier/account.ts';
import { PLAYS } from './debtors/plan-acts.ts';
import type { SandboxOptions } from './sandbox.ts';

const Environment = z.object({
  C1_SANDBOX: z.url().default('http://127.0.0.1:4410'),
  C1_ORIGIN: z.url().default('http://127.0.0.1:4400'),
  C1_SECRET: z.string().min(16),
  /** Where the journals lie. */
  C1_SANDBOX_DIR: z.string().default('.local/sandbox'),
  /** An API key of the demo tenant; without one the carrier runs, and nobody answers. */
  C1_SANDBOX_KEY: z.string().optional(),
  /** Our numbers at the carrier, E.164, with commas between. */
  C1_SANDBOX_NUMBERS: z.string().default('+12025550100'),
  /** Where texts to our numbers are sent on. */
  C1_SANDBOX_SMS_URL: z.url().optional(),
  C1_SANDBOX_SEED: z.coerce.number().int().default(1),
});
const Tour = z.array(z.object({ accountRef: z.string(), creditor: z.string(), phone: z.string(), plays: z.enum(PLAYS) }));

export const INBOUND_PATH = '/webhooks/twilio/inbound';

/** What the sandbox is started with. @throws ZodError naming what is missing */
export function readConfig(environment: NodeJS.ProcessEnv, tourFile = join(import.meta.dirname, '../examples/tour.json')): SandboxOptions {
  const env = Environment.parse(environment);
  const smsUrl = env.C1_SANDBOX_SMS_URL ?? new URL(INBOUND_PATH, env.C1_ORIGIN).href;
  return {
    port: Number(new URL(env.C1_SANDBOX).port || 80),
    dir: env.C1_SANDBOX_DIR,
    origin: env.C1_ORIGIN,
    ...(env.C1_SANDBOX_KEY && { apiKey: env.C1_SANDBOX_KEY }),
    accounts: [accountOf(env.C1_SECRET)],
    numbers: env.C1_SANDBOX_NUMBERS.split(',').map((phone) => ({ phone: phone.trim(), smsUrl })),
    seed: env.C1_SANDBOX_SEED,
    tour: existsSync(tourFile) ? Tour.parse(JSON.parse(readFileSync(tourFile, 'utf8'))) : [],
  };
}
