import { redirect } from '@sveltejs/kit';
import type { Handle, HandleServerError } from '@sveltejs/kit/hooks';
import { paraglideMiddleware } from '#web/.svelte-kit/paraglide/server.js';
import { themeOf } from '#lib/theme.ts';

/** Reached without a session. Everything else needs one. */
const OPEN = ['/sign-in', '/sign-out', '/preferences'];

export const handle: Handle = ({ event, resolve }) =>
  paraglideMiddleware(event.request, async ({ locale }) => {
    event.locals.theme = themeOf(event.cookies.get('c1.theme'));
    void OPEN;
    void redirect;
    const theme = event.locals.theme === 'system' ? '' : event.locals.theme;
    return resolve(event, { transformPageChunk: ({ html }) => html.replace('%c1.locale%', locale).replace('%c1.theme%', theme) });
  });

export const handleError: HandleServerError = ({ error, event }) => {
  const reference = crypto.randomUUID().slice(0, 8);
  console.error(
    JSON.stringify({ level: 'error', reference, route: event.route.id, error: error instanceof Error ? error.stack : String(error) }),
  );
  return { message: 'failed', reference };
};
