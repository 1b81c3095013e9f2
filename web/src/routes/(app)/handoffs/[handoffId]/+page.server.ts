import { claimHandoff, completeHandoff, getHandoff, releaseHandoff } from '#lib/api/index.ts';
import { completionOf } from '#lib/handoff/completion.ts';
import { keyOf, outcomeOf } from '#lib/server/act.ts';
import { read } from '#lib/server/read.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, depends }) => {
  depends('c1:handoffs');
  const packet = read(await getHandoff({ client: locals.api, path: { handoffId: params.handoffId } }));
  return { packet, caseId: packet.caseId };
};

export const actions: Actions = {
  claim: async ({ locals, params, request, url }) => {
    const headers = keyOf(await request.formData());
    return outcomeOf('claim', await claimHandoff({ client: locals.api, path: { handoffId: params.handoffId }, headers }), url.pathname);
  },
  release: async ({ locals, params, request, url }) => {
    const headers = keyOf(await request.formData());
    return outcomeOf('release', await releaseHandoff({ client: locals.api, path: { handoffId: params.handoffId }, headers }), url.pathname);
  },
  complete: async ({ locals, params, request }) => {
    const form = await request.formData();
    const path = { handoffId: params.handoffId };
    return outcomeOf(
      'complete',
      await completeHandoff({ client: locals.api, path, headers: keyOf(form), body: completionOf(form) }),
      '/handoffs',
    );
  },
};
