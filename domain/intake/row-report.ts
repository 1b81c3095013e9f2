import type { Found } from './cells.ts';
import { levelOf, sentenceOf } from './codes.ts';
import type { IdentifiedRow } from './identify.ts';
import type { Effect, PlacedRow, RowIssue } from './report.ts';

/** What is reported about a row, each finding once, by code. */
export function issuesOf({ row, fault }: IdentifiedRow, found: readonly Found[]): RowIssue[] {
  const { line, endLine } = row;
  const once = new Map(found.map((one) => [`${one.code}\n${one.column ?? ''}`, one]));
  return [...once.values()]
    .map(({ code, column }) => ({
      line,
      ...(endLine > line && { endLine }),
      level: levelOf(code),
      code,
      column,
      ...(fault?.with && { with: fault.with }),
      sentence: sentenceOf(code),
    }))
    .sort((one, other) => (one.code < other.code ? -1 : one.code > other.code ? 1 : 0));
}

/** How many rows had which effect. */
export function effectsOf(placed: readonly PlacedRow[]): Record<Effect, number> {
  const effects = { new: 0, updated: 0, unchanged: 0, closed: 0 };
  for (const { effect } of placed) effects[effect]++;
  return effects;
}

/** Stated balances by currency, closures left out. */
export function balancesOf(placed: readonly PlacedRow[]): Record<string, number> {
  const balances: Record<string, number> = {};
  for (const { stated, balanceMinor, currency } of placed)
    if (!stated.closureReason) balances[currency] = (balances[currency] ?? 0) + balanceMinor;
  return balances;
}
