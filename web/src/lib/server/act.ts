import { fail, redirect } from '@sveltejs/kit';
import type { Problem, RequestAnswer } from '#lib/api/index.ts';
import { localPath } from './local-path.ts';

type Outcome = { data: RequestAnswer | undefined; error: Problem | undefined; response?: Response | undefined };

const UNREACHABLE: Problem = { type: 'about:blank', title: 'unreachable', status: 503, code: 'unreachable' };

/**
 * What a page learns of an act: done, taken down and decided soon, or the refusal itself.
 * Without script a done act leads back to the page, so that reloading does not repeat it.
 */
export function outcomeOf(act: string, { data, error, response }: Outcome, back?: string) {
  if (!data) {
    const problem = error?.code ? error : { ...UNREACHABLE, status: response?.status ?? 503 };
    return fail(problem.status >= 400 ? problem.status : 503, { act, problem });
  }
  if (data.status === 'accepted' && back) redirect(303, localPath(back));
  return { act, pending: data.status === 'pending', leaseUntil: data.leaseUntil };
}

/** A form sends text; an act wants a key of its own. */
export const keyOf = (form: FormData) => ({ 'Idempotency-Key': String(form.get('key') ?? '') });
export const textOf = (form: FormData, name: string) => {
  const value = form.get(name);
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
};
