import { z } from 'zod';

const Environment = z.object({
  C1_DATABASE: z.url(),
  C1_SECRET: z.string().min(1),
  TEMPORAL_ADDRESS: z.string().default('127.0.0.1:7233'),
  TEMPORAL_NAMESPACE: z.string().default('cases'),
  C1_ORIGIN: z.url(),
  C1_LOG_LEVEL: z.string().default('info'),
  /** For drills: shorter leases, and runs that continue as new after fewer events. */
  C1_SUBMIT_LEASE_MS: z.coerce.number().int().positive().optional(),
  C1_CONTINUE_AFTER: z.coerce.number().int().positive().optional(),
});

export type WorkerSettings = {
  database: string;
  secret: string;
  temporalAddress: string;
  namespace: string;
  origin: string;
  logLevel?: string;
  submitLeaseMs?: number;
  continueAfter?: number;
};

/** Settings of a process that was started by `c1`. @throws ZodError naming what is missing */
export function readSettings(environment: NodeJS.ProcessEnv): WorkerSettings {
  const env = Environment.parse(environment);
  return {
    database: env.C1_DATABASE,
    secret: env.C1_SECRET,
    temporalAddress: env.TEMPORAL_ADDRESS,
    namespace: env.TEMPORAL_NAMESPACE,
    origin: env.C1_ORIGIN,
    logLevel: env.C1_LOG_LEVEL,
    ...(env.C1_SUBMIT_LEASE_MS && { submitLeaseMs: env.C1_SUBMIT_LEASE_MS }),
    ...(env.C1_CONTINUE_AFTER && { continueAfter: env.C1_CONTINUE_AFTER }),
  };
}
