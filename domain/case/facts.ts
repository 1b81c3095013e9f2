import type { Playbook } from '#domain/playbook/playbook.ts';
import type { Anchor } from '#domain/time/clock.ts';

export type ContactPointFact = {
  id: string;
  kind: 'phone' | 'email';
  phoneType?: 'mobile' | 'home' | 'work' | 'other';
  zones: readonly string[];
  /** Neither reported wrong or dead nor opted out of, by channel. */
  usable: { sms: boolean };
};
export type PersonFact = { partyId: string; role: 'debtor' | 'co-debtor' | 'guarantor'; contactPoints: readonly ContactPointFact[] };
export type AccountFact = { id: string; balanceMinor: number; currency: string; status: 'open' | 'closed' | 'recalled' };

/** What a decision reads besides the case itself, in the same transaction. */
export type Facts = {
  caseId: string;
  epoch: number;
  playbook: Playbook;
  anchors: readonly Anchor[];
  /** Zones of the debtor, the primary one first; never empty. */
  zones: readonly [string, ...string[]];
  /** Debtor first. */
  people: readonly PersonFact[];
  accounts: readonly AccountFact[];
  /** Who asks for a handoff, read under a lock on that collector. */
  collector?: { userId: string; held: number; capacity: number };
  /** How handoffs of this case ended that are no longer in the state: who was first, and when. */
  endedHandoffs?: readonly { id: string; by?: string; at?: number }[];
};
