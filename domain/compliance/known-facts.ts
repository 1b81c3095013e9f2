import { isZone } from '#domain/time/zone.ts';
import type { FactName } from './evaluators/evaluator.ts';
import type { GateFacts } from './facts.ts';

const KNOWN: Readonly<Record<FactName, (facts: GateFacts) => boolean>> = {
  address: ({ attempt }) => attempt.address !== undefined,
  addressPrefix: ({ attempt }) => attempt.addressPrefix !== undefined,
  creditorType: ({ attempt, debts }) => attempt.debts.every((id) => debts[id]?.creditorType !== undefined),
  debt: ({ attempt, debts }) => attempt.debts.length > 0 && attempt.debts.every((id) => debts[id] !== undefined),
  holidays: ({ holidays }) => holidays !== undefined,
  jurisdiction: ({ jurisdiction }) => jurisdiction !== '',
  line: ({ attempt }) => attempt.line !== undefined,
  voice: ({ attempt }) => attempt.voice !== undefined,
  zone: ({ zones }) => zones.length > 0 && zones.every(({ tz }) => isZone(tz)),
};

/** Which of these facts the gate was not told. A zone it can't compute with counts as not told. */
export const firstMissing = (names: readonly FactName[], facts: GateFacts): FactName | undefined =>
  names.find((name) => !KNOWN[name](facts));
