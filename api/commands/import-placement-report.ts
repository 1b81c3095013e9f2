import type { ImportedPlacement, RowIssue } from '#domain/intake/report.ts';

/** More would be read by nobody, and the row has to be loaded whole. */
const ISSUES_KEPT = 1000;

/** What is kept of an import: figures, and of each faulty row its line, column and code. No cell of the file. */
export type StoredReport = Pick<ImportedPlacement, 'rows' | 'effect' | 'acceptedBalanceMinor'> & {
  cases: { opened: number; joined: number };
  issues: readonly RowIssue[];
  /** How many there were; `issues` holds the first thousand. */
  issuesFound: number;
};

export const storedReport = (
  { rows, effect, acceptedBalanceMinor, issues }: ImportedPlacement,
  cases: StoredReport['cases'],
): StoredReport => ({
  rows,
  effect,
  acceptedBalanceMinor,
  cases,
  issues: issues.slice(0, ISSUES_KEPT),
  issuesFound: issues.length,
});
