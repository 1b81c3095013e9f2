import { startOfDay } from '#domain/time/local.ts';
import { minorDigits } from '#domain/intake/currencies.ts';
import {
  askGate,
  claimHandoff,
  completeHandoff,
  getCase,
  getTimeline,
  placeHold,
  recordPromise,
  releaseHandoff,
  releaseHold,
  skipStep,
  type NewHold,
} from '#lib/api/index.ts';
import { completionOf } from '#lib/handoff/completion.ts';
import { minorOf } from '#lib/i18n/parse-amount.ts';
import { keyOf, outcomeOf, textOf } from '#lib/server/act.ts';
import { read } from '#lib/server/read.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, depends }) => {
  depends('c1:case');
  const client = locals.api;
  const path = { caseId: params.caseId };
  const [subject, timeline, gate] = await Promise.all([
    getCase({ client, path }),
    getTimeline({ client, path, query: { limit: 100 } }),
    askGate({ client, path, query: { channel: 'sms' } }),
  ]);
  return { subject: read(subject), timeline: read(timeline), gate: gate.data ?? null };
};

export const actions: Actions = {
  hold: async ({ locals, params, request, url }) => {
    const form = await request.formData();
    const until = textOf(form, 'until');
    const body: NewHold = {
      kind: (textOf(form, 'kind') ?? 'manual') as NewHold['kind'],
      because: textOf(form, 'because') ?? '',
      ...(until && { until: new Date(startOfDay(until, String(form.get('zone')))).toISOString() }),
    };
    return outcomeOf(
      'hold',
      await placeHold({ client: locals.api, path: { caseId: params.caseId }, headers: keyOf(form), body }),
      url.pathname,
    );
  },
  releaseHold: async ({ locals, request, url }) => {
    const form = await request.formData();
    const path = { holdId: String(form.get('holdId')) };
    return outcomeOf('releaseHold', await releaseHold({ client: locals.api, path, headers: keyOf(form) }), url.pathname);
  },
  promise: async ({ locals, params, request, url }) => {
    const form = await request.formData();
    const currency = String(form.get('currency'));
    const body = {
      amountMinor: minorOf(textOf(form, 'amount') ?? '', minorDigits(currency) ?? 2),
      currency,
      dueOn: textOf(form, 'dueOn') ?? '',
    };
    return outcomeOf(
      'promise',
      await recordPromise({ client: locals.api, path: { caseId: params.caseId }, headers: keyOf(form), body }),
      url.pathname,
    );
  },
  skip: async ({ locals, params, request, url }) => {
    const form = await request.formData();
    return outcomeOf('skip', await skipStep({ client: locals.api, path: { caseId: params.caseId }, headers: keyOf(form) }), url.pathname);
  },
  claim: async ({ locals, request, url }) => {
    const form = await request.formData();
    const path = { handoffId: String(form.get('handoffId')) };
    return outcomeOf('claim', await claimHandoff({ client: locals.api, path, headers: keyOf(form) }), url.pathname);
  },
  release: async ({ locals, request, url }) => {
    const form = await request.formData();
    const path = { handoffId: String(form.get('handoffId')) };
    return outcomeOf('release', await releaseHandoff({ client: locals.api, path, headers: keyOf(form) }), url.pathname);
  },
  complete: async ({ locals, request, url }) => {
    const form = await request.formData();
    const path = { handoffId: String(form.get('handoffId')) };
    return outcomeOf(
      'complete',
      await completeHandoff({ client: locals.api, path, headers: keyOf(form), body: completionOf(form) }),
      url.pathname,
    );
  },
};
