import { error } from '@sveltejs/kit';
import { countQueues, getClock } from '#lib/api/index.ts';
import { read } from '#lib/server/read.ts';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = async ({ locals, depends }) => {
  depends('c1:frame');
  const { api: client, me, theme } = locals;
  if (!me) error(503, 'unreachable');
  const [clock, queues] = await Promise.all([getClock({ client }), countQueues({ client })]);
  const { now, rate, sandbox } = read(clock);
  return {
    me,
    theme,
    clock: { real: Date.parse(now.real), tenant: Date.parse(now.tenant), rate, sandbox },
    queues: queues.data ?? null,
    cursor: clock.response?.headers.get('x-cursor') ?? null,
  };
};
