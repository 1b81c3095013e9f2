import type { Act, DebtorPlan, Play } from './plan-acts.ts';

export type PendingAct = Act & { phone: string; to: string };

export type DebtorEntry =
  | { type: 'planned'; sid: string; phone: string; to: string; plan: DebtorPlan }
  | { type: 'done'; id: string; refused?: true }
  | { type: 'fixed'; phone: string; plays: Play };

export type DebtorsState = {
  /** Texts that were read. */
  read: Set<string>;
  pending: Map<string, PendingAct>;
  debtors: Map<string, { texts: number; quietUntil: number }>;
  plays: Map<string, Play>;
};

export const noDebtors = (): DebtorsState => ({ read: new Set(), pending: new Map(), debtors: new Map(), plays: new Map() });

export function fold(state: DebtorsState, entry: DebtorEntry): void {
  switch (entry.type) {
    case 'planned': {
      state.read.add(entry.sid);
      for (const act of entry.plan.acts) state.pending.set(act.id, { ...act, phone: entry.phone, to: entry.to });
      const known = state.debtors.get(entry.phone) ?? { texts: 0, quietUntil: -Infinity };
      const quietUntil = Math.max(known.quietUntil, entry.plan.quietUntil ?? -Infinity);
      return void state.debtors.set(entry.phone, { texts: known.texts + 1, quietUntil });
    }
    case 'done':
      return void state.pending.delete(entry.id);
    case 'fixed':
      return void state.plays.set(entry.phone, entry.plays);
  }
}
