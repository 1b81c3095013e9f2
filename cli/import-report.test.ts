import { expect, it } from 'vitest';
import { reportLines } from '#cli/import-report.ts';

it('says what became of the rows, and of the first faulty ones why', () => {
  const issue = (line: number) =>
    ({ line, level: 'error', code: 'NAME_MISSING', column: 'name', sentence: 'The debtor has no name.' }) as const;
  const lines = reportLines(
    'a.csv',
    {
      outcome: 'imported',
      placementId: 'p',
      repeated: false,
      report: {
        rows: { data: 30, accepted: 8, warned: 1, rejected: 22 },
        effect: { new: 8, updated: 0, unchanged: 0, closed: 0, absent: 2 },
        acceptedBalanceMinor: { USD: 123456 },
        cases: { opened: 7, joined: 1 },
        issues: Array.from({ length: 22 }, (_, at) => issue(at + 2)),
        issuesFound: 22,
      },
    },
    1234,
  );
  expect(lines).toContain('  balance   $1,234.56');
  expect(lines).toContain('  line 2: error NAME_MISSING, column name. The debtor has no name.');
  expect(lines.at(-1)).toBe('  … and 2 more');
  expect(lines[0]).toBe('a.csv imported (1.2 s).');
});

it('gives the one reason why a file was refused', () => {
  const refusal = { code: 'FILE_EMPTY', line: null, field: null, sentence: 'The file is empty.' } as const;
  expect(reportLines('a.csv', { outcome: 'refused', refusal }, 0)).toEqual([
    'a.csv was refused, nothing was stored (FILE_EMPTY).',
    '  The file is empty.',
  ]);
});
