import { expect, it } from 'vitest';
import { createBatcher } from '#api/webhooks/batcher.ts';

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

it('commits together what arrives together, lane by lane, never two groups of a lane at once', async () => {
  const groups: string[] = [];
  let underWay = 0;
  const { add, settled } = createBatcher<number>({ size: 3, waitMs: 5 }, async (lane, items) => {
    expect(lane === 'a' ? underWay++ : 0).toBe(0);
    await pause(5);
    if (lane === 'a') underWay--;
    groups.push(`${lane}:${items.join('')}`);
  });
  await Promise.all([add('a', 1), add('b', 9), add('a', 2), add('a', 3), add('a', 4)]);
  expect(groups.sort()).toEqual(['a:123', 'a:4', 'b:9']);
  await settled();
});

it('lets one bad item fail alone, and answers each of the others once', async () => {
  const done: number[] = [];
  const { add } = createBatcher<number>({ size: 10, waitMs: 1 }, (_lane, items) => {
    if (items.includes(2)) return Promise.reject(new Error('bad'));
    done.push(...items);
    return Promise.resolve();
  });
  const answers = await Promise.allSettled([1, 2, 3].map((item) => add('a', item)));
  expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(done).toEqual([1, 3]);
});

it('takes what arrives while a group is being committed', async () => {
  const seen: number[] = [];
  const { add, settled } = createBatcher<number>({ size: 10, waitMs: 1 }, async (_lane, items) => {
    await pause(10);
    seen.push(...items);
  });
  const first = add('a', 1);
  await pause(5);
  await Promise.all([first, add('a', 2)]);
  await add('a', 3);
  await settled();
  expect(seen).toEqual([1, 2, 3]);
});
