import type { GateAnswer as Asked, VerdictNote } from '#lib/api/index.ts';
import { sentence } from '#lib/i18n/format.ts';
import type { GateAnswer } from '#lib/ui/gate.svelte';
import { factWord, gateReason, isStop } from '#lib/words/words.ts';

type Said = Pick<VerdictNote, 'decision' | 'rule' | 'reason' | 'nextAllowedAt'> & Partial<Pick<Asked, 'missing'>>;

/** What the gate said, in the words of its one component. */
export function gateAnswer({ decision, rule, reason, nextAllowedAt, missing = [] }: Said): GateAnswer {
  const spoken = { reason: gateReason(reason, rule), rule: rule === null || isStop(rule) ? undefined : rule };
  if (decision === 'allow') return { verdict: 'allowed' };
  if (decision === 'needs-approval') return { verdict: 'approval', ...spoken };
  if (missing[0]) return { verdict: 'missing', fact: missing.map(factWord).join(', '), rule: spoken.rule };
  if (decision === 'delay' && nextAllowedAt) return { verdict: 'later', from: Date.parse(nextAllowedAt), ...spoken };
  return { verdict: 'refused', ...spoken, reason: sentence(spoken.reason) };
}
