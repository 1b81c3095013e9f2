import { EVALUATORS } from './evaluators/registry.ts';
import type { Pack } from './pack.ts';
import data from './packs/policies.json' with { type: 'json' };

/** The packs as shipped, read as law on their `as_of`. Their shape is held by `policies.test.ts`. */
export const POLICIES = data as unknown as readonly Pack[];

/** What a release's gate is made of besides its code: packs with their dates, and the evaluators it has. */
export const GATE_VERSION = {
  packs: POLICIES.map(({ pack, as_of: read }) => `${pack}@${read}`).join(' '),
  evaluators: Object.keys(EVALUATORS).sort().join(' '),
} as const;
