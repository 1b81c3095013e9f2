import type { Instant } from '#domain/time/clock.ts';
import type { Db } from '#db/client.ts';
import type { ChannelProvider } from '#activities/channels/provider.ts';

/** A tenant's credentials at a provider, opened for one submission. */
export type ProviderAccount = { id: string; provider: 'twilio'; accountSid: string; authToken: string; baseUrl: string; sandbox: boolean };

/** What activities run on. Each role reads and writes no more than its grants. */
export type ActivityDeps = {
  /** Decisions: one tenant, the case's creditor. */
  app: Db;
  /** Contact: one tenant, all its creditors. */
  gate: Db;
  /** Where a case belongs; ids only. */
  relay: Db;
  secret: string;
  /** Public base of the API: providers call back here. */
  origin: string;
  /** Hash of the gate's code, and of `evolve`. */
  gateHash: string;
  evolveHash: string;
  providerFor: (account: ProviderAccount) => ChannelProvider;
  patience: Patience;
  now: () => Instant;
};

/** Real time, in ms. */
export type Patience = {
  /** How long the winner of an attempt may be inside the provider's call before the attempt is looked at by another. */
  submitLeaseMs: number;
  /** How long what a provider said is held on to while the database is away; less than its activity may take. */
  settleForMs: number;
  /** A verdict older than this is asked for again at the last moment. */
  verdictFreshMs: number;
  /** Continue as new from so many events on. */
  continueAfter: number;
};
export const PATIENCE: Patience = { submitLeaseMs: 40_000, settleForMs: 12_000, verdictFreshMs: 60_000, continueAfter: 400 };
