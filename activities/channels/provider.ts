/** What `contact` hands to a provider: one attempt, rendered and allowed. `from` and `to` are E.164. */
export type OutboundAttempt = { attemptId: string; channel: 'sms'; from: string; to: string; text: string; statusCallback: string };

export type Submitted = { outcome: 'submitted'; providerMessageId: string; status: 'submitted' | 'sent' | 'delivered' };
/** A proven refusal: the provider read the request and did not take it. Never left us. */
export type Refused = { outcome: 'refused'; code: string; reason: string };

/**
 * How far a message got. `left` tells the two kinds of failure apart: a message that reached the carrier counts
 * against every cap though it was not delivered; one that never left the provider doesn't.
 */
export type MessageStatus = { status: 'submitted' | 'sent' | 'delivered' | 'read' | 'failed'; left: boolean; errorCode?: string };

export type RawRequest = {
  /** The exact public URL the provider signed, query included. */
  url: string;
  /** Names in lower case, as Node gives them. */
  headers: Record<string, string | undefined>;
  body: Buffer;
};

export type StatusReported = MessageStatus & { kind: 'status'; dedupeKey: string; attemptId?: string; providerMessageId: string };
export type MessageArrived = {
  kind: 'message';
  dedupeKey: string;
  providerMessageId: string;
  from: string;
  to: string;
  text: string;
  mediaCount: number;
};
export type ProviderEvent = StatusReported | MessageArrived;

export interface ChannelProvider {
  /**
   * Sends one attempt. Anything thrown but `NotSent` leaves the outcome unknown: the message may be on its way.
   * @throws NotSent when nothing was taken, and a later try may succeed
   */
  submit(attempt: OutboundAttempt, options: { idempotencyKey: string }): Promise<Submitted | Refused>;
  /** Where the message stands now; undefined when the provider has no such message. */
  lookup?(providerMessageId: string): Promise<MessageStatus | undefined>;
  /** True once the provider has said that the message will not be sent. */
  cancel?(providerMessageId: string): Promise<boolean>;
  /**
   * Verifies the signature first.
   * @throws ForgedWebhook when the signature is missing or wrong
   * @throws MalformedWebhook when it is signed, and not what this provider sends
   */
  parseWebhook(request: RawRequest): ProviderEvent[];
}

/** Proof that nothing was taken: trying again cannot send twice. */
export class NotSent extends Error {
  override readonly name = 'NotSent';
}
export class ForgedWebhook extends Error {
  override readonly name = 'ForgedWebhook';
}
export class MalformedWebhook extends Error {
  override readonly name = 'MalformedWebhook';
}
