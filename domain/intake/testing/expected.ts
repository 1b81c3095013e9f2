import { Control } from '../control.ts';
import { knownAfter, NOTHING_KNOWN, type KnownAccounts } from '../known.ts';
import { Mapping } from '../mapping.ts';
import { readPlacement } from '../read-placement.ts';
import type { PlacementReport } from '../report.ts';

export type Expected = {
  input: { file: string; mapping: string; control: string | null; receivedOn: string; after: string[] };
  outcome: 'imported' | 'refused';
  refusal: { code: string; line: number | null; field: string | null } | null;
  rows: Record<string, number>;
  effect: Record<string, number>;
  acceptedBalanceMinor: Record<string, number>;
  after: Stored;
  fields: Record<string, Record<string, number>>;
  samples: { line: number; values: Record<string, unknown> }[];
  zones?: { disjoint: number; rowsByOffsets: Record<string, Record<string, number>> };
  issues: { line: number; endLine?: number; level: string; code: string; column: string | null; with?: number[] }[];
};
export type Stored = {
  accounts: number;
  openAccounts: number;
  people: number;
  contactPoints: { phone: number; email: number };
  references: number;
  balanceMinor: Record<string, number>;
};

/** Unpacked bytes of a fixture, by its path below fixtures/. */
export type Fixtures = (path: string) => Uint8Array;

const json = (fixtures: Fixtures, path: string): unknown => JSON.parse(new TextDecoder().decode(fixtures(path)));
export const expectedOf = (fixtures: Fixtures, path: string) => json(fixtures, path) as Expected;
export const mappingOf = (fixtures: Fixtures, path: string) => Mapping.parse(json(fixtures, path));

/** The same text as UTF-8, with the mapping saying so: the rules on rows don't depend on the encoding. */
function asUtf8(bytes: Uint8Array, mapping: Mapping): { bytes: Uint8Array; mapping: Mapping } {
  if (mapping.encoding === 'utf-8') return { bytes, mapping };
  const text = new TextDecoder(mapping.encoding, { fatal: true }).decode(bytes);
  return { bytes: new TextEncoder().encode(text), mapping: { ...mapping, encoding: 'utf-8' } };
}

type Outcome = { expected: Expected; reports: PlacementReport[]; known: KnownAccounts };

/** Reads the file an expectation is about, after the files it builds on, or into what is given as stored. */
export function readExpected(fixtures: Fixtures, path: string, stored?: KnownAccounts): Outcome {
  const expected = expectedOf(fixtures, path);
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  const { file, mapping, control, receivedOn, after } = expected.input;
  const before = after.map((name) => readExpected(fixtures, `${folder}${name.replace(/\.csv$/, '')}.expected.json`));
  const known = stored ?? before.at(-1)?.known ?? NOTHING_KNOWN;
  const report = readPlacement({
    ...asUtf8(fixtures(folder + file), mappingOf(fixtures, folder + mapping)),
    control: control === null ? undefined : Control.parse(json(fixtures, folder + control)),
    receivedOn,
    known,
  });
  return { expected, reports: [...before.flatMap(({ reports }) => reports), report], known: knownAfter(known, report) };
}
