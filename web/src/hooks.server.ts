import { redirect } from '@sveltejs/kit';
import type { Handle, HandleServerError } from '@sveltejs/kit/hooks';
import { createClient } from '#lib/api/client/index.ts';
import { getMe } from '#lib/api/index.ts';
import { apiOrigin } from '#lib/server/api.ts';
import { themeOf } from '#lib/theme.ts';
import { paraglideMiddleware } from '#web/.svelte-kit/paraglide/server.js';

/** Reached without a session. Everything else needs one. */
const OPEN = ['/sign-in', '/sign-out', '/preferences'];
const SESSION_COOKIE = /(^|; )(__Secure-)?c1\.session_token=/;

/** Pages show people's debts: no browser keeps one for whoever sits there next, guesses what it is, or tells elsewhere of it. */
const PRIVATE = { 'cache-control': 'private, no-store', 'x-content-type-options': 'nosniff', 'referrer-policy': 'same-origin' };

export const handle: Handle = ({ event, resolve }) =>
  paraglideMiddleware(event.request, async ({ locale }) => {
    const { locals, url, cookies, request } = event;
    const origin = apiOrigin();
    const cookie = request.headers.get('cookie') ?? '';
    locals.theme = themeOf(cookies.get('c1.theme'));
    locals.api = createClient({ baseUrl: `${origin}/api/v1`, headers: { cookie, origin } });
    if (!OPEN.includes(url.pathname)) {
      const { data, response } = await getMe({ client: locals.api });
      if (response?.status === 401)
        redirect(303, signInFor(request.method === 'GET' ? url.pathname + url.search : url.pathname, SESSION_COOKIE.test(cookie)));
      locals.me = data;
    }
    const theme = locals.theme === 'system' ? '' : locals.theme;
    const page = await resolve(event, {
      transformPageChunk: ({ html }) => html.replace('%c1.locale%', locale).replace('%c1.theme%', theme),
    });
    for (const [name, value] of Object.entries(PRIVATE)) page.headers.set(name, value);
    return page;
  });

/** The way back: to the page that was asked for, and a word about why one has to sign in again. */
function signInFor(page: string, hadSession: boolean): string {
  const asked = new URLSearchParams();
  if (page !== '/') asked.set('to', page);
  if (hadSession) asked.set('expired', '');
  return `/sign-in?${asked.toString()}`;
}

/** What a page says on purpose (`error(404)`) is no failure; anything else is logged, and told by its reference alone. */
export const handleError: HandleServerError = ({ kind, error, event }) => {
  if (kind !== 'unknown') return {};
  const reference = crypto.randomUUID().slice(0, 8);
  const said = error instanceof Error ? error.stack : String(error);
  console.error(JSON.stringify({ level: 'error', reference, route: event.route.id, error: said }));
  return { message: 'failed', reference };
};
