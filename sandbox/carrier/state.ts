import type { CarrierNumber } from './account.ts';
import type { Message, Status } from './message.ts';

/** A request the carrier owes its customer, until it is answered 2xx. */
export type Webhook = { id: string; accountSid: string; url: string; params: Record<string, string>; dueAt: number };

/** How webhooks are disturbed on purpose. Spans in ms, probabilities 0 to 1. */
export type Disturbance = { late: { min: number; max: number }; twice: number; shuffle: number; seed: number };
export const CALM: Disturbance = { late: { min: 0, max: 0 }, twice: 0, shuffle: 0, seed: 1 };

export type CarrierEntry =
  | { type: 'accepted'; message: Message }
  | { type: 'received'; message: Message; key?: string }
  | { type: 'moved'; sid: string; status: Status; errorCode?: number; at: number }
  | { type: 'redacted'; sid: string; at: number }
  | { type: 'deleted'; sid: string }
  | { type: 'blocked' | 'unblocked'; from: string; to: string }
  | { type: 'number'; number: CarrierNumber }
  | { type: 'disturbed'; disturbance: Disturbance }
  | { type: 'webhook-due'; webhook: Webhook }
  | { type: 'webhook-over'; id: string; answered: boolean };

export type CarrierState = {
  messages: Map<string, Message>;
  /** Every acceptance, deleted messages included: an effect stays an effect. */
  accepted: Message[];
  /** Keys of texts received, by which a debtor's act is done once. */
  received: Map<string, string>;
  /** `from to` of opted-out pairs: from our number to the debtor's. */
  blocked: Set<string>;
  numbers: Map<string, CarrierNumber>;
  disturbance: Disturbance;
  owed: Map<string, Webhook>;
};

export const emptyState = (): CarrierState => ({
  messages: new Map(),
  accepted: [],
  received: new Map(),
  blocked: new Set(),
  numbers: new Map(),
  disturbance: CALM,
  owed: new Map(),
});

/** Folds one entry of the journal in; the carrier itself changes by nothing else. */
export function fold(state: CarrierState, entry: CarrierEntry): void {
  switch (entry.type) {
    case 'accepted':
      state.accepted.push(entry.message);
      return void state.messages.set(entry.message.sid, entry.message);
    case 'received':
      if (entry.key) state.received.set(entry.key, entry.message.sid);
      return void state.messages.set(entry.message.sid, entry.message);
    case 'moved':
      return move(state.messages.get(entry.sid), entry);
    case 'redacted':
      return redact(state.messages.get(entry.sid), entry.at);
    case 'deleted':
      return void state.messages.delete(entry.sid);
    case 'blocked':
      return void state.blocked.add(`${entry.from} ${entry.to}`);
    case 'unblocked':
      return void state.blocked.delete(`${entry.from} ${entry.to}`);
    case 'number':
      return void state.numbers.set(entry.number.phone, entry.number);
    case 'disturbed':
      state.disturbance = entry.disturbance;
      return;
    case 'webhook-due':
      return void state.owed.set(entry.webhook.id, entry.webhook);
    case 'webhook-over':
      return void state.owed.delete(entry.id);
  }
}

function move(message: Message | undefined, { status, errorCode, at }: { status: Status; errorCode?: number; at: number }): void {
  if (!message) return;
  message.status = status;
  message.updatedAt = at;
  if (errorCode !== undefined) message.errorCode = errorCode;
  if (status === 'sent') message.sentAt = at;
}

function redact(message: Message | undefined, at: number): void {
  if (!message) return;
  message.body = '';
  message.updatedAt = at;
}
