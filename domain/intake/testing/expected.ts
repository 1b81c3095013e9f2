import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
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

const fixture = (path: string) => readFileSync(new URL(`../fixtures/${path}`, import.meta.url));
const json = (path: string): unknown => JSON.parse(fixture(path).toString('utf8'));

export const expectedOf = (path: string) => json(path) as Expected;
export const mappingOf = (path: string) => Mapping.parse(json(path));

export function bytesOf(path: string): Uint8Array {
  return path.endsWith('.gz') ? gunzipSync(fixture(path)) : fixture(path);
}

/** The same text as UTF-8, with the mapping saying so: the rules on rows don't depend on the encoding. */
export function asUtf8(path: string, mapping: Mapping): { bytes: Uint8Array; mapping: Mapping } {
  if (mapping.encoding === 'utf-8') return { bytes: bytesOf(path), mapping };
  const text = new TextDecoder(mapping.encoding, { fatal: true }).decode(bytesOf(path));
  return { bytes: new TextEncoder().encode(text), mapping: { ...mapping, encoding: 'utf-8' } };
}

/** Reads the file an expectation is about, after the files it builds on. */
export function readExpected(path: string): { expected: Expected; reports: PlacementReport[]; known: KnownAccounts } {
  const expected = expectedOf(path);
  const folder = path.includes('/') ? path.slice(0, path.lastIndexOf('/') + 1) : '';
  const { file, mapping, control, receivedOn, after } = expected.input;
  const before = after.map((name) => readExpected(`${folder}${name.replace(/\.csv$/, '')}.expected.json`));
  const known = before.at(-1)?.known ?? NOTHING_KNOWN;
  const report = readPlacement({
    ...asUtf8(folder + file, mappingOf(folder + mapping)),
    control: control === null ? undefined : Control.parse(json(folder + control)),
    receivedOn,
    known,
  });
  return { expected, reports: [...before.flatMap(({ reports }) => reports), report], known: knownAfter(known, report) };
}
