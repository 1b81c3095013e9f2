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
  /** How often the provider was asked, and by which step last. */
  readonly asked: number;
  readonly askedBy?: string;
  /** Somebody else has answered from there since: its end starts no wait for a reply. */
  readonly wrong?: boolean;
};
export type OpenPromise = {
  readonly id: string;
  readonly amountMinor: number;
  readonly currency: string;
  readonly dueOn: LocalDate;
  /** End of the due day in the last of the debtor's zones, on the tenant's calendar. */
  readonly dueAt: Instant;
  /** What came before `dueAt`, in the promise's currency, by payments the case learned of since it was made. */
  readonly paidMinor: number;
};
export type OpenHandoff = {
  readonly id: string;
  /** The step that puts it before people. */
  readonly stepId: string;
  readonly team: string;
  readonly why: Why;
  readonly offeredAt: Instant;
  readonly claimedBy?: string;
  /** Real time. */
  readonly claimedAt?: Instant;
  readonly leaseUntil?: Instant;
};
/** `paid`: money came while it ran. */
export type OpenHold = { readonly id: string; readonly kind: HoldKind; readonly until?: Instant; readonly paid?: boolean };
export type Wait = { readonly until: Instant; readonly why: Why; readonly rule?: string };

export type Where = { readonly partyId: string; readonly contactPointId: string };

/** Where the case stands in its playbook. */
export type Place = {
  readonly step: string;
  readonly round: number;
  /** The contact point this step's contact has left for. */
  readonly sentTo?: string;
  /** Contact points it can't leave by, or did not arrive at. */
  readonly refused: readonly string[];
  /** How often a rule put it off. */
  readonly deferred: number;
};

/** A case as folded from its events: what `decide` needs and no more (≤ 16 KB). */
export type Case = {
  readonly seq: number;
  readonly stage: Stage;
  readonly place?: Place;
  readonly wait?: Wait;
  readonly attempts: readonly OpenAttempt[];
  readonly handoff?: OpenHandoff;
  /** Of a closed case: one whose payments may still be on their way here. */
  readonly promise?: OpenPromise;
  /** The last promise judged broken: a payment made in time and posted late keeps it after all. */
  readonly broken?: OpenPromise;
  readonly holds: readonly OpenHold[];
  readonly accounts: readonly { readonly id: string; readonly balanceMinor: number; readonly currency: string; readonly ended: boolean }[];
  /** Where the case last wrote to or heard from. */
  readonly lastAt?: Where;
  /** Messages already answered to, newest last; bounded. */
  readonly replies: readonly string[];
  /** Tenant instant of the last event. */
  readonly movedAt: Instant;
};
export const STAGES = ['new', 'working', 'promised', 'held', 'with-person', 'closed'] as const;
export type Stage = (typeof STAGES)[number];

export const NEW_CASE: Case = { seq: 0, stage: 'new', attempts: [], holds: [], accounts: [], replies: [], movedAt: 0 };
export const isClosed = (state: Case): boolean => state.stage === 'closed';

/** Whether something is still owed: nobody is written to about nothing. */
export const owes = ({ accounts }: Case): boolean => accounts.some(({ ended, balanceMinor }) => !ended && balanceMinor > 0);

/** Whether something other than the calendar has to happen before the machine goes on; a hold is asked about apart. */
export const standsStill = (state: Case): boolean =>
  isClosed(state) || state.attempts.length > 0 || !!state.handoff || !!state.promise || !owes(state);

/** A dispute that only people can end. */
export const isDisputed = ({ holds }: Case): boolean => holds.some(({ kind, until }) => kind === 'dispute' && until === undefined);
