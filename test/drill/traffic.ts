import { setTimeout as pause } from 'node:timers/promises';
import { insist, type Installation } from '#test/drill/installation.ts';

/** What the API or the carrier has acknowledged: none of it may be missing afterwards. */
export type Acknowledged = { accounts: Map<string, string>; payments: Map<string, number>; holds: string[]; texts: string[] };

const MAPPING = {
  kind: 'accounts',
  encoding: 'utf-8',
  delimiter: ',',
  headerRow: 1,
  decimal: '.',
  dateFormats: ['yyyy-MM-dd'],
  defaults: { country: 'US', currency: 'USD' },
  creditors: ['Harbor Example Lending'],
  columns: {
    ref: 'accountRef',
    first: 'firstName',
    last: 'lastName',
    born: 'bornOn',
    state: 'region',
    phone: 'phone1',
    kind: 'phone1Type',
    total: 'total',
  },
};
const WORDS = ['STOP', 'I dispute this, it is not mine', 'I already paid this', 'who is this?', 'you have the wrong person'];

/** Placements, payments, holds and debtors' texts, one after the other, until told to stop. A request unanswered is sent again, with its key. */
export function startTraffic({ stack, world, key, control }: Installation, random: () => number, paceMs = 700) {
  const acknowledged: Acknowledged = { accounts: new Map(), payments: new Map(), holds: [], texts: [] };
  const phones: string[] = [];
  const stopping = new AbortController();
  let made = 0;

  const call = (path: string, init: { key?: string; body: string | FormData }) =>
    insist(async () => {
      const json = typeof init.body === 'string';
      const answer = await fetch(`${stack.origin}/api/v1${path}`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${key}`,
          ...(init.key && { 'idempotency-key': init.key }),
          ...(json && { 'content-type': 'application/json' }),
        },
        body: init.body,
        signal: AbortSignal.timeout(20_000),
      });
      if (answer.status >= 500) throw new Error(`${path} answered ${answer.status}`);
      return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
    });

  async function place(): Promise<void> {
    const rows = [0, 1].map(() => {
      const n = ++made;
      const phone = `+1518555${String(1000 + n).padStart(4, '0')}`;
      phones.push(phone);
      return `D-${n},Ann,Debtor${n},1980-01-02,NY,${phone},mobile,${100 + n}.00`;
    });
    const form = new FormData();
    form.set('creditorId', world.creditorId);
    form.set('file', new Blob([`ref,first,last,born,state,phone,kind,total\n${rows.join('\n')}\n`]), `drill-${made}.csv`);
    form.set('mapping', new Blob([JSON.stringify(MAPPING)]), 'mapping.json');
    const { status, body } = await call('/placements', { key: `placement-${made}`, body: form });
    if (status !== 200 && status !== 201) throw new Error(`a placement was answered ${status}: ${JSON.stringify(body)}`);
    for (const row of rows) acknowledged.accounts.set(row.split(',')[0] ?? '', row.split(',')[5] ?? '');
  }

  async function pay(): Promise<void> {
    const accountRef = pick([...acknowledged.accounts.keys()]);
    if (!accountRef) return;
    const id = `pay-${acknowledged.payments.size}-${accountRef}`;
    const amountMinor = 100 + Math.floor(random() * 900);
    const body = JSON.stringify({
      id,
      creditorId: world.creditorId,
      accountRef,
      amountMinor,
      currency: 'USD',
      occurredAt: '2026-11-03T15:00:00Z',
    });
    const { status } = await call('/payments', { body });
    if (status !== 200) throw new Error(`a payment was answered ${status}`);
    acknowledged.payments.set(id, amountMinor);
  }

  async function hold(): Promise<void> {
    const list = await insist(async () => {
      const answer = await fetch(`${stack.origin}/api/v1/cases?limit=20`, {
        headers: { authorization: `Bearer ${key}` },
        signal: AbortSignal.timeout(20_000),
      });
      if (!answer.ok) throw new Error(`the cases were answered ${answer.status}`);
      return (await answer.json()) as { items: { id: string }[] };
    });
    const chosen = pick(list.items);
    if (!chosen) return;
    const until = new Date(Date.parse('2026-11-03T15:00:00Z') + 30 * 86_400_000).toISOString();
    const holdKey = `hold-key-${acknowledged.holds.length}-${made}`;
    const { status, body } = await call(`/cases/${chosen.id}/holds`, {
      key: holdKey,
      body: JSON.stringify({ kind: 'manual', because: 'drill', until }),
    });
    const requestId = body['requestId'];
    if (typeof requestId === 'string' && status < 300) acknowledged.holds.push(requestId);
  }

  async function text(): Promise<void> {
    const phone = pick(phones);
    if (!phone) return;
    const body = `${pick(WORDS)} (${acknowledged.texts.length})`;
    await control('POST', '/inbound', { from: phone, to: world.senderNumber, body, key: crypto.randomUUID() });
    acknowledged.texts.push(body);
  }

  const pick = <T>(list: readonly T[]): T | undefined => list[Math.floor(random() * list.length)];

  const done = (async () => {
    const acts = [place, place, pay, text, pay, hold, text];
    for (let turn = 0; !stopping.signal.aborted; turn++) {
      await acts[turn % acts.length]?.();
      await pause(paceMs, undefined, { signal: stopping.signal }).catch(() => {});
    }
  })();
  // Told by `stop`, when somebody listens.
  done.catch(() => {});
  return {
    acknowledged,
    stop: async () => {
      stopping.abort();
      await done;
    },
  };
}
