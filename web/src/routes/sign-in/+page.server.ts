import { fail, redirect } from '@sveltejs/kit';
import { apiOrigin } from '#lib/server/api.ts';
import { localPath } from '#lib/server/local-path.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ url, locals }) => ({
  to: localPath(url.searchParams.get('to')),
  expired: url.searchParams.has('expired'),
  theme: locals.theme,
});

export const actions: Actions = {
  default: async ({ request, cookies, getClientAddress }) => {
    const form = await request.formData();
    const email = String(form.get('email') ?? '').trim();
    const origin = apiOrigin();
    const answer = await fetch(`${origin}/api/v1/auth/sign-in/email`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin, 'x-forwarded-for': getClientAddress() },
      body: JSON.stringify({ email, password: String(form.get('password') ?? '') }),
    });
    if (!answer.ok) {
      const problem = answer.status === 429 ? 'too-many' : answer.status < 500 ? 'wrong' : 'unavailable';
      return fail(answer.status, { email, problem } as const);
    }
    for (const header of answer.headers.getSetCookie()) {
      const { name, value, ...options } = cookies.parse(header);
      cookies.set(name, value ?? '', options);
    }
    redirect(303, localPath(form.get('to')));
  },
};
