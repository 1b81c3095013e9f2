import { randomUUID } from 'node:crypto';
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks.js';
import { mulberry } from '../random.ts';
import type { Disturbance, Webhook } from './state.ts';

export type WebhookSender = {
  /** The webhooks to owe for one event: one, or two when disturbed. The caller records them, then lets them go. */
  prepare(accountSid: string, url: string, params: Record<string, string>): Webhook[];
  release(webhooks: Iterable<Webhook>): void;
  disturb(disturbance: Disturbance): void;
  stop(): Promise<void>;
};

const AT_ONCE = 32;
const ANSWER_WITHIN_MS = 15_000;
const MOST_TRIES = 200;
/** A refusal by the receiver is no outage: a few tries, as Twilio's connection overrides allow, and no more. */
const MOST_REFUSALS = 5;
const backOffMs = (tries: number) => Math.min(250 * 2 ** (tries - 1), 5_000);

/** Sends what the carrier owes, signed, until it is answered 2xx; `over` hears of the end of each. */
export function webhookSender(tokenOf: (accountSid: string) => string, over: (webhook: Webhook, answered: boolean) => void): WebhookSender {
  const stopping = new AbortController();
  const timers = new Set<NodeJS.Timeout>();
  const waiting: (() => Promise<void>)[] = [];
  const underWay = new Set<Promise<void>>();
  let disturbance: Disturbance | undefined;
  let random = mulberry(1);

  function later(webhook: Webhook, tries: number, delayMs: number): void {
    const timer = setTimeout(() => {
      timers.delete(timer);
      waiting.push(() => attempt(webhook, tries));
      pump();
    }, delayMs);
    timers.add(timer);
  }

  function pump(): void {
    while (underWay.size < AT_ONCE && !stopping.signal.aborted) {
      const next = waiting.shift();
      if (!next) return;
      const run = next().finally(() => (underWay.delete(run), pump()));
      underWay.add(run);
    }
  }

  async function attempt(webhook: Webhook, tries: number): Promise<void> {
    const status = await post(webhook, tokenOf(webhook.accountSid), stopping.signal);
    if (stopping.signal.aborted) return;
    if (status >= 200 && status < 300) return over(webhook, true);
    if (tries >= (isRefusal(status) ? MOST_REFUSALS : MOST_TRIES)) return over(webhook, false);
    later(webhook, tries + 1, backOffMs(tries));
  }

  function delayMs(): number {
    if (!disturbance) return 0;
    const { late, shuffle } = disturbance;
    return late.min + random() * (late.max - late.min) + (random() < shuffle ? 200 + random() * 1_300 : 0);
  }

  return {
    prepare(accountSid, url, params) {
      const id = randomUUID();
      const owe = (copy: string) => ({ id: id + copy, accountSid, url, params, dueAt: Date.now() + Math.round(delayMs()) });
      return disturbance && random() < disturbance.twice ? [owe(''), owe('~2')] : [owe('')];
    },
    release(webhooks) {
      for (const webhook of webhooks) later(webhook, 1, Math.max(0, webhook.dueAt - Date.now()));
    },
    disturb(wanted) {
      disturbance = wanted;
      random = mulberry(wanted.seed);
    },
    async stop() {
      stopping.abort();
      for (const timer of timers) clearTimeout(timer);
      await Promise.allSettled(underWay);
    },
  };
}

const isRefusal = (status: number) => status >= 400 && status < 500 && ![408, 425, 429].includes(status);

/** The receiver's status; 0 when there was no answer. */
async function post({ id, url, params }: Webhook, token: string, stopped: AbortSignal): Promise<number> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'user-agent': 'TwilioProxy/1.1',
        'x-twilio-signature': getExpectedTwilioSignature(token, url, params),
        'i-twilio-idempotency-token': id.split('~')[0] ?? id, // the same in every try and copy
      },
      body: new URLSearchParams(params),
      redirect: 'manual',
      signal: AbortSignal.any([stopped, AbortSignal.timeout(ANSWER_WITHIN_MS)]),
    });
    await response.arrayBuffer();
    return response.status;
  } catch {
    return 0; // refused, reset or too slow: tried again
  }
}
