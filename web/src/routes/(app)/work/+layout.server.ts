import { listCases } from '#lib/api/index.ts';
import { OPEN_QUEUES, type QueueName } from '#lib/case/queue-groups.ts';
import { read } from '#lib/server/read.ts';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = async ({ locals, depends, url }) => {
  depends('c1:queue');
  const show = url.searchParams.get('show') === 'closed' ? 'closed' : 'open';
  const client = locals.api;
  const queues = show === 'closed' ? (['closed'] as const) : OPEN_QUEUES;
  const pages = await Promise.all(
    queues.map(async (queue) => ({ queue, page: read(await listCases({ client, query: { queue, limit: 100 } })) })),
  );
  return {
    show,
    rows: pages.flatMap(({ page }) => page.items),
    /** Where each queue goes on, of those that are longer than a page. */
    cursors: Object.fromEntries(pages.map(({ queue, page }) => [queue, page.nextCursor])) as Partial<Record<QueueName, string | null>>,
  } as const;
};
