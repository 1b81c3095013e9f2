import { applicability } from './applies.ts';
import type { CompiledPacks } from './compile.ts';
import type { AttemptSubject } from './facts.ts';

/**
 * The keys to lock, in this order, before the facts of an attempt are read: every key a rule may count it by, and
 * always its person, the debtor's group and its address, under which stops and consents are written.
 * @returns sorted, unique; ids and hashes only, e.g. 'address:…', 'person:…+debt:…'
 */
export function lockKeys(subject: AttemptSubject, packs: CompiledPacks): string[] {
  const { attempt, jurisdiction } = subject;
  const own = [`person:${attempt.personId}`, `group:${attempt.debtorId}`, ...(attempt.address ? [`address:${attempt.address}`] : [])];
  const counted = (packs.select(jurisdiction, attempt.channel)?.rules ?? [])
    .filter(({ rule }) => applicability(rule.applies, attempt, subject).applies)
    .flatMap(({ rule, evaluator }) => evaluator?.locks?.(rule.params, subject) ?? []);
  return [...new Set([...own, ...counted])].sort();
}
