import { listHandoffs } from '#lib/api/index.ts';
import { read } from '#lib/server/read.ts';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = async ({ locals, depends }) => {
  depends('c1:handoffs');
  return { handoffs: read(await listHandoffs({ client: locals.api })) };
};
