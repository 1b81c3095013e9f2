import { z } from 'zod';

/** The API as a lender's core system uses it, with a key of its own. */
export type CoreSystem = {
  clock(): Promise<{ anchors: { real: number; tenant: number; rate: number }[] }>;
  accountsOf(phone: string): Promise<FoundAccount[]>;
  /** True when posted (now or before), false when refused for good. Throws when it is worth another try. */
  pay(payment: Payment): Promise<boolean>;
};
export type Payment = { id: string; creditorId: string; accountRef: string; amountMinor: number; currency: string; occurredAt: string };

const FoundAccount = z.object({
  accountRef: z.string(),
  creditorId: z.string(),
  balanceMinor: z.number(),
  currency: z.string(),
  status: z.string().default('open'),
});
export type FoundAccount = z.infer<typeof FoundAccount>;
const Moment = z.iso.datetime({ offset: true }).transform((moment) => Date.parse(moment));
const Clock = z.object({ anchors: z.array(z.object({ real: Moment, tenant: Moment, rate: z.number() })) });
const Found = z.object({ accounts: z.array(FoundAccount) });

const ANSWER_WITHIN_MS = 10_000;
/** Refusals that a later try may overcome: the key is not granted yet, too slow, too often. */
const PASSING = [401, 403, 408, 425, 429];
const isRefusal = (status: number) => status >= 400 && status < 500 && !PASSING.includes(status);

export function coreSystem(origin: string, apiKey: string): CoreSystem {
  const call = (path: string, body?: unknown, headers?: Record<string, string>) =>
    fetch(new URL(`/api/v1${path}`, origin), {
      method: body === undefined ? 'GET' : 'POST',
      headers: { authorization: `Bearer ${apiKey}`, accept: 'application/json', 'content-type': 'application/json', ...headers },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    });
  return {
    async clock() {
      const response = await call('/clock');
      if (!response.ok) throw new Error(`/clock answered ${response.status}`);
      return Clock.parse(await response.json());
    },
    async accountsOf(phone) {
      const response = await call('/accounts/find', { phone });
      if (isRefusal(response.status)) return [];
      if (!response.ok) throw new Error(`/accounts/find answered ${response.status}`);
      return Found.parse(await response.json()).accounts;
    },
    async pay(payment) {
      const response = await call('/payments', payment, { 'idempotency-key': payment.id });
      await response.arrayBuffer();
      if (response.ok) return true;
      if (isRefusal(response.status)) return false;
      throw new Error(`/payments answered ${response.status}`);
    },
  };
}
