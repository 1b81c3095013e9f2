import type { Instant } from '#domain/time/clock.ts';
import type { LocalDate, WallTime, Weekday } from '#domain/time/local.ts';

export const CHANNELS = [
  'voice',
  'rvm',
  'sms',
  'email',
  'whatsapp',
  'whatsapp_call',
  'whatsapp_personal',
  'wechat_personal',
  'rcs',
  'viber',
  'social_dm',
  'social_public',
  'push',
  'letter',
  'postcard',
  'visit',
  'personal_phone',
] as const;
export type Channel = (typeof CHANNELS)[number];

export const OUTCOMES = [
  'conversation',
  'answered_dropped',
  'voicemail_left',
  'voicemail_no_message',
  'no_answer',
  'rejected',
  'busy',
  'not_in_service',
  'failed',
  'delivered',
  'read',
  'replied',
  'received',
  'sent',
] as const;
export type Outcome = (typeof OUTCOMES)[number];

export type Collector = 'third_party' | 'first_party';
export type Voice = 'human' | 'ai' | 'prerecorded';
export type Line = 'mobile' | 'landline';

/** `role` or `role:ref`, e.g. 'debtor', 'guarantor', 'neighbor:1'. */
export type Recipient = string;

/**
 * All the gate may know when it judges one attempt. Ids and keyed hashes only: no name, number or text.
 * An absent optional field means "not known"; a rule that needs it then denies by the fact's name.
 */
export type GateFacts = {
  /** The leaf, e.g. 'US-NY-NYC'; without a pack of its own the nearest parent by prefix is used. */
  readonly jurisdiction: string;
  readonly collector: Collector;
  /** Every zone the debtor may be in; the first is the primary one. Empty: not known. */
  readonly zones: readonly DebtorZone[];
  /** Public holidays of the tenant's calendar, at least a month back and a year ahead. Absent: no calendar loaded. */
  readonly holidays?: readonly LocalDate[];
  /** By id: the attempted debts and every debt that an event of `history` names. */
  readonly debts: Readonly<Record<string, DebtFacts>>;
  readonly attempt: AttemptFacts;
  /** Every event, in any order, that shares a key of `lockKeys` with the attempt or went to or came from its person. */
  readonly history: readonly HistoryEvent[];
  /** Of the person about to be contacted, and of the debtor. */
  readonly consents: readonly Consent[];
  readonly state: ContactState;
};

/** The part that says whom and what the attempt is about: enough to know which keys to lock before the rest is read. */
export type AttemptSubject = Pick<GateFacts, 'jurisdiction' | 'collector' | 'debts' | 'attempt'>;

export type DebtorZone = { readonly tz: string; readonly source: string };

export type DebtFacts = {
  readonly creditor: string;
  readonly creditorType?: string;
  readonly daysPastDue?: number;
  readonly timeBarred?: boolean;
  /** Debts that share it count as one; absent: the debt itself. */
  readonly particularDebt?: string;
  readonly transferredNpl?: boolean;
};

/** What is about to happen. The moment is an argument of `evaluate`, so that the same attempt can be asked about later. */
export type AttemptFacts = {
  readonly channel: Channel;
  readonly to: Recipient;
  /** Whom it reaches: one id a human being, over all creditors of the tenant. */
  readonly personId: string;
  /** Whose debt it is about; equals `personId` when the debtor is contacted. */
  readonly debtorId: string;
  /** 'collect', 'location', 'seek_consent', 'opt_out_confirmation', 'legally_required_notice' … */
  readonly purpose: string;
  /** Ids into `debts`; at least one. */
  readonly debts: readonly string[];
  readonly queue?: string;
  /** Required by rules on calls. */
  readonly voice?: Voice;
  /** Required by rules that tell mobile from landline. */
  readonly line?: Line;
  /** 'work', 'home', 'other'; absent: no particular place. */
  readonly place?: string;
  /** Keyed hash of the number or address. */
  readonly address?: string;
  /** The first characters of the address in clear, at most the calling code, e.g. '+1'. */
  readonly addressPrefix?: string;
  readonly addressKind?: string;
  readonly addressBasis?: string;
  readonly provider?: string;
  readonly template?: string;
  /** The first digits of the number shown, or 'hidden'. */
  readonly callerId?: string;
  /** A machine speaks or writes; absent: no. */
  readonly bot?: boolean;
  readonly approvals?: readonly string[];
  /** Absent: the text was checked already and passed. */
  readonly content?: Content;
  readonly inReplyTo?: { readonly at: Instant; readonly channel: Channel };
};

export type Content = {
  readonly firstCommunication: boolean;
  readonly limitedContentMessage: boolean;
  readonly disclosures: readonly string[];
  readonly flags: readonly string[];
  /** The debtor asked whether a machine speaks. */
  readonly asked?: boolean;
};

export type HistoryEvent = {
  readonly id: string;
  readonly at: Instant;
  readonly direction: 'out' | 'in';
  readonly channel: Channel;
  /** 'pending': in flight or never reported; it counts wherever an outcome still possible would. */
  readonly outcome: Outcome | 'pending';
  readonly to: Recipient;
  readonly personId: string;
  readonly debtorId: string;
  readonly debts: readonly string[];
  readonly queue?: string;
  readonly voice?: Voice;
  readonly line?: Line;
  readonly place?: string;
  readonly address?: string;
  readonly provider?: string;
  readonly template?: string;
  readonly bot?: boolean;
  /** 'reply', 'wrong_number', 'seek_consent', 'opt_out_confirmation', 'third_party_requested' … */
  readonly flags?: readonly string[];
};

export type Consent = {
  readonly id: string;
  readonly type: string;
  /** Who gave it. */
  readonly personId: string;
  readonly givenAt: Instant;
  readonly revokedAt?: Instant;
  /** The first instant at which it has ended. */
  readonly until?: Instant;
  /** Hours of a day, [from, to) on the primary zone's wall clock; absent: any. */
  readonly from?: WallTime;
  readonly to?: WallTime;
  /** Narrower than the person, where given: this address, debt, creditor, role of a third person. */
  readonly address?: string;
  readonly debt?: string;
  readonly creditor?: string;
  readonly role?: string;
  /** Absent: to the collector directly. */
  readonly givenTo?: 'collector' | 'creditor';
};

/** What stands against contact. Every list is as known at the moment of asking. */
export type ContactState = {
  /** Of the attempted person, and of the attempted address whoever asked. */
  readonly stops: readonly Stop[];
  readonly cease: readonly { readonly debt: string; readonly receivedAt: Instant }[];
  readonly attorney: readonly AttorneyEntry[];
  readonly disputes: readonly DisputeEntry[];
  readonly inconvenient: readonly Inconvenient[];
  readonly employerProhibits: boolean;
  readonly numberInvalid: boolean;
  readonly contactRefused: boolean;
  readonly notices: readonly string[];
};

/** An opt-out. Channel '*' covers every channel; an address narrows it to that address. */
export type Stop = { readonly channel: Channel | '*'; readonly address?: string; readonly at: Instant; readonly liftedAt?: Instant };

/** Debt '*' covers all. */
export type AttorneyEntry = {
  readonly debt: string;
  readonly identifiable: boolean;
  readonly unresponsive?: boolean;
  readonly consents?: boolean;
};

export type DisputeEntry = {
  readonly debt: string;
  readonly receivedAt: Instant;
  readonly inValidationPeriod: boolean;
  readonly verificationSentAt?: Instant;
};

/** Days, hours [from, to) or a place the debtor named inconvenient, to the end of the date `until`. */
export type Inconvenient = {
  readonly days?: readonly Weekday[];
  readonly from?: WallTime;
  readonly to?: WallTime;
  readonly place?: string;
  readonly until?: LocalDate;
};

/** Nothing stands against contact. */
export const CLEAR_STATE: ContactState = {
  stops: [],
  cease: [],
  attorney: [],
  disputes: [],
  inconvenient: [],
  employerProhibits: false,
  numberInvalid: false,
  contactRefused: false,
  notices: [],
};

/** The role of a recipient: what stands before the colon. */
export const roleOf = (to: Recipient): string => to.split(':', 1)[0] ?? to;
