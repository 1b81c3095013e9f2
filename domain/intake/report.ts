import { sentenceOf, type FileCode, type RowCode } from './codes.ts';
import type { LocalDate } from '#domain/time/local.ts';
import type { AccountKey } from './keys.ts';
import type { Field } from './fields.ts';
import type { ContactPoint, Party, Reference, SecondParty } from './parties.ts';
import type { PlacedValues } from './placed-values.ts';

/** Why the whole file was refused; nothing of it is stored. */
export type Refusal = { code: FileCode; line: number | null; field: Field | null; sentence: string };

export type RowIssue = {
  /** First physical line of the row, from 1. */
  line: number;
  /** Its last line, if later. */
  endLine?: number;
  level: 'error' | 'warning';
  code: RowCode;
  /** Header text of the column concerned. */
  column: string | null;
  /** The other rows of the same key. */
  with?: readonly number[];
  sentence: string;
};

export type Effect = 'new' | 'updated' | 'unchanged' | 'closed';

/** One accepted row: what it does to its account, and the account as it is to be stored afterwards. */
export type PlacedRow = {
  line: number;
  endLine?: number;
  effect: Effect;
  key: AccountKey;
  /** What the row itself states, defaults included. */
  stated: PlacedValues;
  /** As stored after this row: what was stored before, and everything the row says. */
  values: PlacedValues;
  /** Balance the creditor states, in minor units of `currency`; payments since are not its business. */
  balanceMinor: number;
  currency: string;
  debtor: Party;
  secondParty?: SecondParty;
  reference?: Reference;
  /** Ways to reach the debtor and the second party named by this account now; those stored earlier stay. */
  contactPoints: readonly ContactPoint[];
};

export type ImportedPlacement = {
  outcome: 'imported';
  receivedOn: LocalDate;
  rows: { data: number; accepted: number; warned: number; rejected: number };
  effect: Record<Effect | 'absent', number>;
  /** Stated balances of the accepted rows, closures left out, by currency. */
  acceptedBalanceMinor: Readonly<Record<string, number>>;
  /** In file order. */
  placed: readonly PlacedRow[];
  /** By line, then code. */
  issues: readonly RowIssue[];
  /** Open accounts of these creditors that no row names. They stay open. */
  absent: readonly AccountKey[];
};

export type PlacementReport = ImportedPlacement | { outcome: 'refused'; refusal: Refusal };

export function refusal(code: FileCode, at: { line?: number; field?: Field } = {}): Refusal {
  return { code, line: at.line ?? null, field: at.field ?? null, sentence: sentenceOf(code) };
}
