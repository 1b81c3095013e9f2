import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { openJournal } from '../journal.ts';
import { chance } from '../random.ts';
import type { CarrierAccount, CarrierNumber } from './account.ts';
import type { Accepted } from './create-message.ts';
import { keyword } from './keywords.ts';
import { isFinal, segments, type Message, type Status } from './message.ts';
import { emptyState, fold, type CarrierEntry, type CarrierState, type Disturbance, type Webhook } from './state.ts';
import { webhookSender } from './webhook-sender.ts';

export type CarrierOptions = {
  dir: string;
  accounts: readonly CarrierAccount[];
  numbers: readonly CarrierNumber[];
  /** The error with which texts to this phone are not delivered, if they aren't. */
  undeliverable?: (phone: string) => number | undefined;
  /** A text lies on the debtor's phone. Heard once a delivery and process; after a restart, ask `delivered`. */
  onDelivered?: (message: Message) => void;
};
export type Received = { from: string; to: string; body: string; key?: string };

/** The carrier itself, without its HTTP: takes messages on, moves them, tells of it, and passes on what debtors write. */
export class Carrier {
  readonly state: CarrierState = emptyState();
  readonly firstAccount: CarrierAccount;
  readonly #accounts: Map<string, CarrierAccount>;
  readonly #options: CarrierOptions;
  readonly #journal;
  readonly #webhooks;
  readonly #timers = new Set<NodeJS.Timeout>();

  constructor(options: CarrierOptions) {
    this.#options = options;
    this.#accounts = new Map(options.accounts.map((account) => [account.accountSid, account]));
    const first = options.accounts[0];
    if (!first) throw new Error('a carrier needs an account');
    this.firstAccount = first;
    this.#journal = openJournal<CarrierEntry[]>(join(options.dir, 'carrier.jsonl'), (line) => {
      for (const entry of line) fold(this.state, entry);
    });
    this.#webhooks = webhookSender(
      (accountSid) => this.account(accountSid)?.authToken ?? first.authToken,
      ({ id }, answered) => this.#record({ type: 'webhook-over', id, answered }),
    );
    for (const number of options.numbers) {
      // Where texts are sent on may have been set while running: only an address in the configuration overrules that.
      this.setNumber({ accountSid: first.accountSid, ...this.state.numbers.get(number.phone), ...number });
    }
    this.#webhooks.disturb(this.state.disturbance);
    this.#webhooks.release(this.state.owed.values());
    for (const message of this.state.messages.values()) if (!isFinal(message.status)) this.#carry(message);
  }

  account(accountSid: string): CarrierAccount | undefined {
    return this.#accounts.get(accountSid);
  }

  accept(accountSid: string, accepted: Accepted): Message {
    const message = newMessage({ ...accepted, accountSid, direction: 'outbound-api', status: 'queued' });
    this.#recordOwing(this.#statusWebhooks(message, 'queued'), { type: 'accepted', message });
    this.#carry(message);
    return message;
  }

  /** A debtor's text arrives. With a key it does so once, however often it is handed in. */
  receive({ from, to, body, key }: Received): string {
    const known = key && this.state.received.get(key);
    if (known) return known;
    const number = this.state.numbers.get(to);
    const accountSid = number?.accountSid ?? this.firstAccount.accountSid;
    const message = newMessage({ accountSid, direction: 'inbound', from, to, body, status: 'received' });
    const word = keyword(body);
    this.#recordOwing(
      number?.smsUrl ? this.#webhooks.prepare(accountSid, number.smsUrl, inboundParams(message)) : [],
      { type: 'received', message, ...(key && { key }) },
      ...(word ? [{ type: word === 'stop' ? ('blocked' as const) : ('unblocked' as const), from: to, to: from }] : []),
    );
    return message.sid;
  }

  cancel(message: Message): void {
    this.#moved(message, 'canceled');
  }

  redact(message: Message): void {
    this.#record({ type: 'redacted', sid: message.sid, at: Date.now() });
  }

  delete(message: Message): void {
    this.#record({ type: 'deleted', sid: message.sid });
  }

  setNumber(number: CarrierNumber): void {
    const known = this.state.numbers.get(number.phone);
    if (known?.smsUrl !== number.smsUrl || known?.accountSid !== number.accountSid || !known) this.#record({ type: 'number', number });
  }

  disturb(disturbance: Disturbance): void {
    this.#record({ type: 'disturbed', disturbance });
    this.#webhooks.disturb(disturbance);
  }

  delivered(): Message[] {
    return [...this.state.messages.values()].filter(({ status, direction }) => status === 'delivered' && direction === 'outbound-api');
  }

  async stop(): Promise<void> {
    for (const timer of this.#timers) clearTimeout(timer);
    await this.#webhooks.stop();
    this.#journal.close();
  }

  /** One line, whole or absent: an effect and what is owed for it stand or fall together. */
  #record(...entries: CarrierEntry[]): void {
    this.#journal.append(entries);
    for (const entry of entries) fold(this.state, entry);
  }

  #recordOwing(webhooks: Webhook[], ...entries: CarrierEntry[]): void {
    this.#record(...entries, ...webhooks.map((webhook) => ({ type: 'webhook-due' as const, webhook })));
    this.#webhooks.release(webhooks);
  }

  #carry(message: Message): void {
    const timer = setTimeout(
      () => {
        this.#timers.delete(timer);
        if (isFinal(message.status)) return;
        this.#moved(
          message,
          message.status === 'queued' ? 'sent' : this.#options.undeliverable?.(message.to) ? 'undelivered' : 'delivered',
        );
        if (message.status === 'delivered') this.#options.onDelivered?.(message);
        if (!isFinal(message.status)) this.#carry(message);
      },
      40 + 160 * chance(message.sid, message.status),
    );
    this.#timers.add(timer);
  }

  #moved(message: Message, status: Status): void {
    const errorCode = status === 'undelivered' ? this.#options.undeliverable?.(message.to) : undefined;
    const entry: CarrierEntry = { type: 'moved', sid: message.sid, status, at: Date.now(), ...(errorCode && { errorCode }) };
    this.#recordOwing(this.#statusWebhooks(message, status, errorCode), entry);
  }

  #statusWebhooks(message: Message, status: Status, errorCode?: number): Webhook[] {
    if (!message.statusCallback) return [];
    return this.#webhooks.prepare(message.accountSid, message.statusCallback, {
      ApiVersion: '2010-04-01',
      AccountSid: message.accountSid,
      MessageSid: message.sid,
      SmsSid: message.sid,
      MessageStatus: status,
      SmsStatus: status,
      From: message.from,
      To: message.to,
      ...(errorCode && { ErrorCode: String(errorCode) }),
    });
  }
}

const newMessage = (fields: Omit<Message, 'sid' | 'createdAt' | 'updatedAt'>): Message => ({
  ...fields,
  sid: `SM${randomBytes(16).toString('hex')}`,
  createdAt: Date.now(),
  updatedAt: Date.now(),
});

const inboundParams = (message: Message): Record<string, string> => ({
  ToCountry: 'US',
  ToState: '',
  SmsMessageSid: message.sid,
  NumMedia: '0',
  SmsSid: message.sid,
  SmsStatus: 'received',
  Body: message.body,
  To: message.to,
  From: message.from,
  NumSegments: String(segments(message.body)),
  MessageSid: message.sid,
  AccountSid: message.accountSid,
  ApiVersion: '2010-04-01',
});
