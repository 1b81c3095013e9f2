import type { Channel } from '#domain/contact/channel.ts';
import type { HoldKind, Why } from '#domain/case/vocabulary.ts';
import type { Instant } from '#domain/time/clock.ts';
import type { LocalDate } from '#domain/time/local.ts';

export type OpenAttempt = {
  readonly id: string;
  readonly partyId: string;
  readonly contactPointId: string;
  readonly channel: Channel;
  readonly step: string;
  /** Real time after which the provider is asked. */
  readonly deadline: Instant;
};
export type OpenPromise = {
  readonly id: string;
  readonly amountMinor: number;
  readonly currency: string;
  readonly dueOn: LocalDate;
  /** End of the due day in the debtor's zone, on the tenant's calendar. */
  readonly dueAt: Instant;
  readonly paidMinor: number;
};
export type OpenHandoff = {
  readonly id: string;
  readonly team: string;
  readonly why: Why;
  readonly offeredAt: Instant;
  readonly claimedBy?: string;
  /** Real time. */
  readonly claimedAt?: Instant;
  readonly leaseUntil?: Instant;
};
export type OpenHold = { readonly id: string; readonly kind: HoldKind; readonly until?: Instant };
export type Wait = { readonly until: Instant; readonly why: Why; readonly rule?: string };

/** Where the case stands in its playbook. `sent`: this step's contact has left; `refused`: contact points it can't leave by. */
export type Place = { readonly step: string; readonly round: number; readonly sent: boolean; readonly refused: readonly string[] };

/** A case as folded from its events: what `decide` needs and no more (≤ 16 KB). */
export type Case = {
  readonly seq: number;
  readonly stage: Stage;
  readonly place?: Place;
  readonly wait?: Wait;
  readonly attempts: readonly OpenAttempt[];
  readonly handoff?: OpenHandoff;
  readonly promise?: OpenPromise;
  readonly holds: readonly OpenHold[];
  readonly accounts: readonly { readonly id: string; readonly balanceMinor: number; readonly currency: string; readonly ended: boolean }[];
  /** Messages already answered to, newest last; bounded. */
  readonly replies: readonly string[];
  /** Tenant instant of the last event. */
  readonly movedAt: Instant;
};
export const STAGES = ['new', 'working', 'promised', 'held', 'with-person', 'closed'] as const;
export type Stage = (typeof STAGES)[number];

export const NEW_CASE: Case = { seq: 0, stage: 'new', attempts: [], holds: [], accounts: [], replies: [], movedAt: 0 };
export const isClosed = (state: Case): boolean => state.stage === 'closed';
