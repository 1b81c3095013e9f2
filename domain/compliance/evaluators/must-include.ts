import type { Content } from '../facts.ts';
import { type Evaluator, PASSES } from './evaluator.ts';

export type MustIncludeParams = {
  readonly type: string;
  readonly all: readonly string[];
  readonly when?: 'first_communication' | 'later_communication' | 'asked';
  readonly exempt_if?: 'limited_content_message';
};

/** Denies a text that lacks a disclosure. */
export const mustInclude: Evaluator<MustIncludeParams> = {
  requires: () => [],
  uses: ['content'],
  judge(params, { facts: { attempt } }) {
    const { content } = attempt;
    if (!content || !isDue(params, content)) return PASSES;
    return params.all.every((disclosure) => content.disclosures.includes(disclosure))
      ? PASSES
      : { passes: false, reason: 'disclosure-missing' };
  },
};

function isDue({ when, exempt_if: exempt }: MustIncludeParams, content: Content): boolean {
  if (exempt && content.limitedContentMessage) return false;
  if (when === 'first_communication') return content.firstCommunication;
  if (when === 'later_communication') return !content.firstCommunication;
  return when !== 'asked' || content.asked === true;
}
