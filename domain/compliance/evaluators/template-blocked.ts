import { type Evaluator, PASSES } from './evaluator.ts';

export type TemplateParams = { readonly type: string; readonly templates: readonly string[]; readonly address_prefix: readonly string[] };

/** Denies kinds of template to numbers of some countries. */
export const templateBlocked: Evaluator<TemplateParams> = {
  requires: ({ templates }, { template }) => (template !== undefined && templates.includes(template) ? ['addressPrefix'] : []),
  uses: ['template'],
  judge({ templates, address_prefix: prefixes }, { facts: { attempt } }) {
    if (attempt.template === undefined || !templates.includes(attempt.template)) return PASSES;
    return prefixes.some((prefix) => attempt.addressPrefix?.startsWith(prefix)) ? { passes: false, reason: 'template' } : PASSES;
  },
};
