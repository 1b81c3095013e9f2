import type { Problem } from '#lib/api/index.ts';
import { m } from '#lib/i18n/messages.ts';
import { REFUSED_WORDS } from './words.ts';

/** '0.4'; below a tenth of a second '0.03', for nobody is first by nothing. */
const earlier = (ms: number) => (ms / 1000).toFixed(ms < 100 ? 2 : 1);
const refusedWords: Readonly<Record<string, () => string>> = REFUSED_WORDS;

/** One sentence about a refusal, for the person who asked. A code without a word is named, never hidden. */
export function problemWords(problem: Problem): string {
  if (problem.code === 'taken') {
    const name = problem.by?.name ?? m.somebody_else();
    return problem.earlierMs === undefined ? m.taken_by({ name }) : m.taken_by_earlier({ name, seconds: earlier(problem.earlierMs) });
  }
  const known = refusedWords[problem.code];
  if (known) return known();
  if (problem.status === 401) return m.sign_in_expired();
  if (problem.status === 403) return m.forbidden_text();
  if (problem.status === 404) return m.missing_text();
  if (problem.status >= 500) return m.act_unavailable();
  return m.act_refused({ code: problem.code });
}
