import { accountKey, nameKey } from '#domain/intake/keys.ts';
import { addNames, type KnownAccounts } from '#domain/intake/known.ts';
import type { PlacedValues } from '#domain/intake/placed-values.ts';
import { nationalIdHash } from '#db/hashing.ts';
import type { StoredAccount, StoredRole } from '#db/queries/placements.ts';

export type Known = {
  /** As the reader wants it. */
  accounts: KnownAccounts;
  /** By `accountKey(…)`. */
  stored: ReadonlyMap<string, StoredAccount>;
  /** By account id. */
  roles: ReadonlyMap<string, StoredRole[]>;
};

type Keys = { secret: string; tenantId: string };

/** What is stored of a creditor, as the reader of its next file has to know it. */
export function knownFrom(rows: { accounts: readonly StoredAccount[]; roles: readonly StoredRole[] }, keys: Keys): Known {
  const stored = new Map(rows.accounts.map((row) => [keyOf(row), row]));
  const accounts = new Map(rows.accounts.map((row) => [keyOf(row), { values: valuesOf(row), closed: row.status !== 'open' }]));
  return { accounts: { accounts, names: namesOf(rows, keys) }, stored, roles: Map.groupBy(rows.roles, ({ accountId }) => accountId) };
}

/** Stored by this import, from values the reader made. */
export const valuesOf = ({ values }: Pick<StoredAccount, 'values'>): PlacedValues => values as PlacedValues;

const keyOf = (row: StoredAccount) => accountKey({ creditor: valuesOf(row).creditor ?? '', accountRef: row.accountRef });

/** Names by national id: as each account has them now, and as its people were first known. Ids lie in the values alone; parties carry hashes. */
function namesOf({ accounts, roles }: Parameters<typeof knownFrom>[0], { secret, tenantId }: Keys): KnownAccounts['names'] {
  const names = new Map<string, Set<string>>();
  for (const row of accounts) addNames(names, valuesOf(row));
  const firstNames = Map.groupBy(roles, ({ nationalIdHash: hash }) => hash);
  for (const [id, under] of names)
    for (const { name } of firstNames.get(nationalIdHash(secret, tenantId, id)) ?? []) under.add(nameKey(name));
  return names;
}
