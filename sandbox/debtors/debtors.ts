import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Received } from '../carrier/carrier.ts';
import { openJournal } from '../journal.ts';
import type { CoreSystem, FoundAccount } from './core-system.ts';
import { fold, noDebtors, type DebtorEntry, type PendingAct } from './debtors-state.ts';
import { planActs, type DebtorPlan, type Play } from './plan-acts.ts';
import { tenantClock } from './tenant-clock.ts';

/** A debtor of the tour: what they do with the first text about this account. */
export type TourDebtor = { accountRef: string; creditor?: string; phone: string; plays: Play };
export type Text = { sid: string; from: string; to: string };
export type DebtorsOptions = {
  dir: string;
  seed: number;
  tour: readonly TourDebtor[];
  core: CoreSystem;
  /** Hands a debtor's text to the carrier; with the same key, once. */
  send: (text: Received) => void;
};
export type Debtors = ReturnType<typeof startDebtors>;

const LOOK_EVERY_MS = 100;
const AGAIN_AFTER_MS = 500;
const AGAIN_AT_MOST_MS = 5_000;

/** People with phones: they read what arrives, and answer and pay on the tenant's clock. What they mean to do survives kill -9. */
export function startDebtors({ dir, seed, tour, core, send }: DebtorsOptions) {
  const state = noDebtors();
  const journal = openJournal<DebtorEntry>(join(dir, 'debtors.jsonl'), (entry) => fold(state, entry));
  const record = (entry: DebtorEntry) => (journal.append(entry), fold(state, entry));
  const clock = tenantClock(core);
  const stopping = new AbortController();
  const reading = new Map<string, Promise<void>>();
  const acting = new Map<string, Promise<void>>();
  let lately = Promise.resolve();

  async function untilDone(work: () => Promise<boolean>): Promise<void> {
    for (let wait = AGAIN_AFTER_MS; !stopping.signal.aborted; wait = Math.min(2 * wait, AGAIN_AT_MOST_MS)) {
      if (await work().catch(() => false)) return;
      await sleep(wait, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  }

  async function read({ sid, from, to: phone }: Text): Promise<boolean> {
    const now = clock.now();
    if (now === undefined) return false;
    const account = accountFor(phone, await core.accountsOf(phone));
    if (stopping.signal.aborted) return true;
    const { texts, quietUntil } = state.debtors.get(phone) ?? { texts: 0, quietUntil: -Infinity };
    const play = state.plays.get(phone) ?? tour.find((debtor) => debtor.phone === phone)?.plays;
    const minds = account && now >= quietUntil;
    const plan: DebtorPlan = minds ? planActs({ sid, phone, seed, earlier: texts, now, account, ...(play && { play }) }) : { acts: [] };
    record({ type: 'planned', sid, phone, to: from, plan });
    return true;
  }

  function accountFor(phone: string, accounts: FoundAccount[]): FoundAccount | undefined {
    const fixed = tour.find((debtor) => debtor.phone === phone);
    const own = accounts.find(({ accountRef }) => accountRef === fixed?.accountRef);
    const open = accounts.filter(({ status }) => status === 'open');
    return own ?? open.toSorted((a, b) => b.balanceMinor - a.balanceMinor)[0];
  }

  async function perform(act: PendingAct): Promise<boolean> {
    if (act.kind === 'say') send({ from: act.phone, to: act.to, body: act.body, key: act.id });
    const { id, at } = act;
    const posted = act.kind === 'say' || (await core.pay({ ...payment(act), id: `debtor-${id}`, occurredAt: new Date(at).toISOString() }));
    if (!stopping.signal.aborted) record({ type: 'done', id, ...(!posted && { refused: true }) });
    return true;
  }

  const looking = setInterval(() => {
    const now = clock.now();
    if (now === undefined) return;
    for (const act of state.pending.values()) {
      if (act.at > now || acting.has(act.id)) continue;
      acting.set(
        act.id,
        untilDone(() => perform(act)).finally(() => acting.delete(act.id)),
      );
    }
  }, LOOK_EVERY_MS);

  return {
    /** A text lies on a debtor's phone. Told twice, it is read once. */
    arrived(text: Text): void {
      if (state.read.has(text.sid) || reading.has(text.sid)) return;
      // One after another: the second text to a phone is read knowing what the first made of it.
      const done = (lately = lately.then(() => untilDone(() => read(text))));
      reading.set(
        text.sid,
        done.finally(() => reading.delete(text.sid)),
      );
    },
    fix: (phone: string, plays: Play) => record({ type: 'fixed', phone, plays }),
    pending: () => [...state.pending.values()],
    async stop(): Promise<void> {
      stopping.abort();
      clearInterval(looking);
      clock.stop();
      await Promise.allSettled([...reading.values(), ...acting.values()]);
      journal.close();
    },
  };
}

const payment = ({ accountRef, creditorId, amountMinor, currency }: PendingAct & { kind: 'pay' }) => ({
  accountRef,
  creditorId,
  amountMinor,
  currency,
});
