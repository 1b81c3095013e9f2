import { error } from '@sveltejs/kit';
import type { Problem } from '#lib/api/index.ts';

/** What a page needs to be a page at all: the data, or the error page that fits the refusal. */
export function read<T>({
  data,
  error: problem,
  response,
}: {
  data: T | undefined;
  error: Problem | undefined;
  response?: Response | undefined;
}): T {
  if (data !== undefined) return data;
  const status = problem?.status ?? response?.status ?? 503;
  error(status >= 400 ? status : 503, problem?.code ?? 'unreachable');
}
