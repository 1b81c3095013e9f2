import type { LocalDate } from '#domain/time/local.ts';

export type AccountKey = { creditor: string; accountRef: string };

/** One string for an account's key. Names of creditors ignore letter case; neither part can hold a line feed after cleaning. */
export function accountKey({ creditor, accountRef }: AccountKey): string {
  return `${creditor.toLowerCase()}\n${accountRef}`;
}

export type Identity = { nationalId?: string | undefined; name: string; bornOn?: LocalDate | undefined };

/**
 * One string for a person: by national id, else by name and birth date. The two kinds never meet: somebody first placed
 * without an id and later with one counts as two persons until a merge is decided elsewhere.
 * @returns undefined when nothing identifies the person beyond this account
 */
export function personKey({ nationalId, name, bornOn }: Identity): string | undefined {
  if (nationalId) return `id\n${nationalId}`;
  return name && bornOn ? `born\n${nameKey(name)}\n${bornOn}` : undefined;
}

/** Names are compared in lower case, accents kept. */
export const nameKey = (name: string) => name.toLowerCase();

/** Whether an account's debtor arrives as somebody else; asked only with what both sides know. */
export function samePerson(stored: Identity, arriving: Identity): boolean {
  if (stored.nationalId && arriving.nationalId) return stored.nationalId === arriving.nationalId;
  if (nameKey(stored.name) !== nameKey(arriving.name)) return false;
  return !stored.bornOn || !arriving.bornOn || stored.bornOn === arriving.bornOn;
}
