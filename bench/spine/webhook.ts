import { setTimeout as pause } from 'node:timers/promises';
import { asc, eq } from 'drizzle-orm';
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks.js';
import { attempt } from '#db/schema/index.ts';
import { openStream } from '#bench/event-stream.ts';
import { startInstallation, type Installation } from '#bench/installation.ts';
import type { Bench } from '#bench/measure.ts';
import { placeAccounts } from '#bench/placement.ts';
import { percentile } from '#bench/spread.ts';
import { until } from '#bench/until.ts';

const PER_SECOND = 100;
const SECONDS = 20;
const STATUSES = ['sent', 'delivered', 'read'] as const;
const MESSAGES = Math.ceil((PER_SECOND * SECONDS) / STATUSES.length);
/** The carrier's own reports come after the measure. */
const NOT_NOW_MS = 3_600_000;
/** A change not told by then is lost. */
const LOST_AFTER_MS = 10_000;

type Message = { id: string; sid: string | null };
type Sent = { at: number; acknowledgedMs?: number };

/**
 * `webhook_to_browser.p99_ms`: signed status callbacks, a hundred a second for twenty seconds, each by its own clock tick
 * whether or not earlier ones were answered; from a callback sent to the change read from the live stream of a signed-in
 * collector, as the page has it. Three callbacks each (sent, delivered, read) of 667 messages that really left; every
 * `delivered` also has its case decide, on the same machine at the same time.
 * `webhook_to_browser.lost`: callbacks answered with 200 whose change never came; must be none.
 * `webhook_ack.p99_ms`, without a bar: until the carrier has its 200, the commit behind it.
 */
export async function webhook(bench: Bench): Promise<void> {
  const installation = await startInstallation(bench);
  await installation.control('POST', '/webhooks', { late: { min: NOT_NOW_MS, max: NOT_NOW_MS } });
  bench.say(`started; ${MESSAGES} texts leave`);
  const messages = await textsOnTheirWay(bench, installation);

  const heard = new Map<string, number[]>();
  const [reader] = await installation.collectors(1);
  const stream = await openStream(installation.stack.origin, reader?.cookie ?? '', ({ kind, ref, at }) => {
    if (kind === 'attempt') heard.set(ref, [...(heard.get(ref) ?? []), at]);
  });
  bench.atEnd(stream.close);

  const calls = STATUSES.flatMap((status) => messages.map((message) => ({ status, message })));
  const sent = new Map<string, Sent[]>(messages.map(({ id }) => [id, []]));
  const began = performance.now();
  const answers: Promise<void>[] = [];
  let failure: unknown;
  for (const [n, { status, message }] of calls.entries()) {
    await pause(Math.max(0, began + (n * 1000) / PER_SECOND - performance.now()), undefined, { signal: bench.signal });
    const one: Sent = { at: performance.now() };
    sent.get(message.id)?.push(one);
    const answered = callBack(installation, message, status).then(() => void (one.acknowledgedMs = performance.now() - one.at));
    answers.push(answered.catch((error: unknown) => void (failure ??= error)));
  }
  const ratePerSecond = (calls.length * 1000) / (performance.now() - began);
  await Promise.all(answers);
  if (failure) throw failure;

  const told = () => [...heard.values()].reduce((sum, { length }) => sum + length, 0);
  for (const end = performance.now() + LOST_AFTER_MS; told() < calls.length && performance.now() < end;) await pause(100);
  if (told() > calls.length) throw new Error('other changes of these messages came in between: which is whose can not be told');
  const each = [...sent].flatMap(([id, of]) => of.map((one, n) => ({ ...one, heardAt: heard.get(id)?.[n] })));
  const took = each.flatMap(({ at, heardAt }) => (heardAt === undefined ? [] : [heardAt - at]));
  const { p50, perSecond } = { p50: Math.round(percentile(took, 0.5)), perSecond: Math.round(ratePerSecond) };
  bench.line('webhook_to_browser.p99_ms', percentile(took, 0.99), 'ms', 500, { p50, perSecond, callbacks: calls.length });
  bench.line('webhook_to_browser.lost', each.length - took.length, 'count', 0);
  bench.line(
    'webhook_ack.p99_ms',
    percentile(
      each.flatMap(({ acknowledgedMs }) => acknowledgedMs ?? []),
      0.99,
    ),
    'ms',
  );
}

/** Texts the carrier has taken and not yet reported on. */
async function textsOnTheirWay(bench: Bench, installation: Installation): Promise<Message[]> {
  await placeAccounts(installation, MESSAGES);
  return until(
    `${MESSAGES} texts taken by the carrier`,
    async () => {
      const rows = await installation.read((tx) =>
        tx
          .select({ id: attempt.id, sid: attempt.providerMessageId })
          .from(attempt)
          .where(eq(attempt.status, 'submitted'))
          .orderBy(asc(attempt.recordedAt)),
      );
      return rows.length >= MESSAGES ? rows : undefined;
    },
    bench,
  );
}

/** Posts what the carrier would, signed with its token. @throws Error unless it is answered with 200 */
async function callBack({ stack, world, carrier }: Installation, { id, sid }: Message, status: string): Promise<void> {
  const url = `${stack.origin}/webhooks/twilio/${world.providerAccountId}/status?attempt=${encodeURIComponent(id)}`;
  const form = { AccountSid: carrier.accountSid, MessageSid: sid ?? '', SmsSid: sid ?? '', MessageStatus: status, SmsStatus: status };
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'x-twilio-signature': getExpectedTwilioSignature(carrier.authToken, url, form) },
    body: new URLSearchParams(form),
  });
  await answer.text();
  if (answer.status !== 200) throw new Error(`a callback was answered ${answer.status}`);
}
