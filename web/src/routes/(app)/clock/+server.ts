import { redirect } from '@sveltejs/kit';
import { pauseClock, resumeClock } from '#lib/api/index.ts';
import { localPath } from '#lib/server/local-path.ts';
import { read } from '#lib/server/read.ts';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = async ({ request, locals }) => {
  const form = await request.formData();
  const turn = form.get('turn') === 'resume' ? resumeClock : pauseClock;
  read(await turn({ client: locals.api }));
  redirect(303, localPath(form.get('to')));
};
