import { redirect } from '@sveltejs/kit';
import { locales } from '#lib/i18n/messages.ts';
import { localPath } from '#lib/server/local-path.ts';
import { themeOf } from '#lib/theme.ts';
import type { RequestHandler } from './$types';

const A_YEAR = 31_536_000;

export const POST: RequestHandler = async ({ request, cookies, url }) => {
  const form = await request.formData();
  const keep = { maxAge: A_YEAR, httpOnly: false, sameSite: 'lax', secure: url.protocol === 'https:' } as const;
  const locale = locales.find((known) => known === form.get('locale'));
  if (locale) cookies.set('c1.locale', locale, keep);
  const theme = form.get('theme');
  if (typeof theme === 'string') cookies.set('c1.theme', themeOf(theme), keep);
  redirect(303, localPath(form.get('to')));
};
