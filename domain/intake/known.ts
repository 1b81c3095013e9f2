import { accountKey, nameKey } from './keys.ts';
import { debtorIdentity, secondIdentity } from './parties.ts';
import type { PlacedValues } from './placed-values.ts';
import type { PlacementReport } from './report.ts';

export type KnownAccount = {
  /** As the last accepted row left them; `creditor` and `accountRef` included. */
  values: PlacedValues;
  closed: boolean;
};

/** What is stored before a file is read; the reader never changes it. */
export type KnownAccounts = {
  /** By `accountKey(…)`; at least the accounts the file names, and for `absent` all open ones of its creditors. */
  accounts: ReadonlyMap<string, KnownAccount>;
  /** National id → every name (`nameKey`) under which that person is known, as debtor or second party. */
  names: ReadonlyMap<string, ReadonlySet<string>>;
};

export const NOTHING_KNOWN: KnownAccounts = { accounts: new Map(), names: new Map() };

/** What is stored once a report has been applied; the store must agree with it. */
export function knownAfter(known: KnownAccounts, report: PlacementReport): KnownAccounts {
  if (report.outcome === 'refused') return known;
  const accounts = new Map(known.accounts);
  const names = new Map([...known.names].map(([id, under]) => [id, new Set(under)]));
  for (const { key, values, effect } of report.placed) {
    const closed = effect === 'closed' || accounts.get(accountKey(key))?.closed === true;
    accounts.set(accountKey(key), { values, closed });
    addNames(names, values);
  }
  return { accounts, names };
}

/** Adds the names under which these values know somebody by national id. */
export function addNames(names: Map<string, Set<string>>, values: PlacedValues): void {
  for (const identity of [debtorIdentity(values), secondIdentity(values)]) {
    if (!identity?.nationalId || !identity.name) continue;
    const under = names.get(identity.nationalId) ?? new Set();
    names.set(identity.nationalId, under.add(nameKey(identity.name)));
  }
}
