import { redirect } from '@sveltejs/kit';
import { apiOrigin } from '#lib/server/api.ts';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = async ({ request, cookies }) => {
  const origin = apiOrigin();
  const answer = await fetch(`${origin}/api/v1/auth/sign-out`, {
    method: 'POST',
    headers: { cookie: request.headers.get('cookie') ?? '', origin, 'content-type': 'application/json' },
    body: '{}',
  });
  for (const header of answer.headers.getSetCookie()) {
    const { name, value, ...options } = cookies.parse(header);
    cookies.set(name, value ?? '', options);
  }
  redirect(303, '/sign-in');
};
