import type { Measure } from '#bench/measure.ts';

/** Measures by name, in the order in which they are taken. `first` comes before any of them; `onRequest` only when named or asked for. */
export type Suite = { first: Measure; measures: Readonly<Record<string, Measure>>; onRequest: readonly string[] };

/** Every suite by its name at the command line. */
export const SUITES = {
  spine: async () => (await import('#bench/spine/index.ts')).SPINE,
} satisfies Record<string, () => Promise<Suite>>;
