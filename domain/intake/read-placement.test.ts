import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { knownAfter, NOTHING_KNOWN } from './known.ts';
import { readPlacement } from './read-placement.ts';
import type { ImportedPlacement } from './report.ts';
import { imported } from './testing/csv.ts';
import { expectedOf, mappingOf, readExpected } from './testing/expected.ts';
import { disjointRows, figuresOf, rowsByOffsets, storedAfter } from './testing/figures.ts';

function fixtures(path: string): Uint8Array {
  const bytes = readFileSync(new URL(`./fixtures/${path}`, import.meta.url));
  return path.endsWith('.gz') ? gunzipSync(bytes) : bytes;
}
const withoutSentences = ({ issues }: ImportedPlacement) => issues.map(({ sentence: _, ...issue }) => issue);

describe.each(['us-cards', 'uk-redelivery', 'uk-redelivery-2', 'cn-consumer', 'mx-loans-messy'])('the placement %s', (name) => {
  const { expected, reports, known } = readExpected(fixtures, `${name}.expected.json`);
  const report = imported(reports.at(-1));
  const accounts = report.placed.filter(({ stated }) => !stated.closureReason);

  it('accepts, warns about and rejects the rows it should, each for its reason', () => {
    expect(withoutSentences(report)).toEqual(expected.issues);
    expect(report.rows).toEqual(expected.rows);
  });
  it('does to the accounts what the file says', () => {
    expect(report.effect).toEqual(expected.effect);
    expect(report.acceptedBalanceMinor).toEqual(expected.acceptedBalanceMinor);
    expect(storedAfter(reports, known)).toEqual(expected.after);
  });
  it.each(Object.entries(expected.fields))('reads the field %s', (field, figures) => {
    expect(figuresOf(field, accounts)).toEqual(figures);
  });
  it.each(expected.samples.map((sample) => [sample.line, sample.values] as const))(
    'stores the row of line %i as it reads',
    (line, values) => {
      const read = report.placed.find((row) => row.line === line)?.values;
      const mapped = Object.entries(read ?? {}).filter(([field]) => field in expected.fields);
      expect(Object.fromEntries(mapped)).toEqual(values);
    },
  );
  it('changes nothing the second time', () => {
    const twice = imported(readExpected(fixtures, `${name}.expected.json`, known).reports.at(-1));
    expect(twice.effect).toMatchObject({ new: 0, updated: 0, closed: 0 });
    expect(knownAfter(known, twice)).toEqual(known);
  });
  it('knows where the debtors may be', () => {
    for (const [day, counts] of Object.entries(expected.zones?.rowsByOffsets ?? {})) expect(rowsByOffsets(accounts, day)).toEqual(counts);
    if (expected.zones) expect(disjointRows(accounts, '2026-11-20')).toBe(expected.zones.disjoint);
  });
});

describe('a file that cannot be trusted', () => {
  const names = ['control-total.csv', 'empty.csv', 'header-field.csv', 'mixed-encodings.csv', 'nested-quotes.csv.gz', 'one-line.csv.gz'];
  it.each([...names, 'spreadsheet.csv', 'truncated.csv'])('is refused whole: %s', (name) => {
    const { expected, reports } = readExpected(fixtures, `broken/${name}.expected.json`);
    expect(reports.at(-1)).toMatchObject({ outcome: expected.outcome, refusal: expected.refusal });
  });

  it('is refused by name while its encoding or kind is not supported', () => {
    const file = { bytes: fixtures('cn-consumer.csv'), receivedOn: '2026-11-10', known: NOTHING_KNOWN };
    const mapping = mappingOf(fixtures, 'cn-consumer.mapping.json');
    expect(readPlacement({ ...file, mapping })).toMatchObject({ outcome: 'refused', refusal: { code: 'ENCODING_UNSUPPORTED' } });
    expect(readPlacement({ ...file, mapping: { ...mapping, kind: 'events' } })).toMatchObject({ refusal: { code: 'KIND_UNSUPPORTED' } });
  });

  it('is the wrong file or the wrong mapping when most of it would be rejected', () => {
    const mapping = { ...mappingOf(fixtures, 'us-cards.mapping.json'), dateFormats: ['dd/MM/yyyy'] };
    const { receivedOn } = expectedOf(fixtures, 'us-cards.expected.json').input;
    const report = readPlacement({ bytes: fixtures('us-cards.csv'), mapping, receivedOn, known: NOTHING_KNOWN });
    expect(report).toMatchObject({ outcome: 'refused', refusal: { code: 'FILE_MOSTLY_REJECTED' } });
  });
});
