import type { RowIssue } from '#domain/intake/report.ts';
import type { PlacementAnswer } from '#api/commands/import-placement.ts';

const SHOWN = 20;

/** What an import says of itself to the person at the keyboard. */
export function reportLines(fileName: string, answer: PlacementAnswer, tookMs: number): string[] {
  if (answer.outcome === 'refused') {
    const { code, line, field, sentence } = answer.refusal;
    const where = [...(line === null ? [] : [`line ${line}`]), ...(field === null ? [] : [field])].join(', ');
    return [`${fileName} was refused, nothing was stored (${code}${where ? `, ${where}` : ''}).`, `  ${sentence}`];
  }
  const { rows, effect, cases, acceptedBalanceMinor, issues, issuesFound } = answer.report;
  const balances = Object.entries(acceptedBalanceMinor).map(([currency, minor]) => money(minor, currency));
  return [
    answer.repeated
      ? `${fileName} was imported before; this is what happened then.`
      : `${fileName} imported (${(tookMs / 1000).toFixed(1)} s).`,
    `  rows      ${rows.data}: ${rows.accepted} accepted (${rows.warned} with a warning), ${rows.rejected} rejected`,
    `  accounts  ${effect.new} new, ${effect.updated} updated, ${effect.closed} closed, ${effect.unchanged} unchanged, ${effect.absent} not named`,
    `  cases     ${cases.opened} opened, ${cases.joined} accounts joined older ones`,
    ...(balances.length > 0 ? [`  balance   ${balances.join(', ')}`] : []),
    ...issues.slice(0, SHOWN).map((issue) => `  ${issueLine(issue)}`),
    ...(issuesFound > SHOWN ? [`  … and ${issuesFound - SHOWN} more`] : []),
  ];
}

const issueLine = ({ line, level, code, column, sentence }: RowIssue): string =>
  `line ${line}: ${level} ${code}${column === null ? '' : `, column ${column}`}. ${sentence}`;

function money(minor: number, currency: string): string {
  const format = new Intl.NumberFormat('en', { style: 'currency', currency });
  return format.format(minor / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
}
