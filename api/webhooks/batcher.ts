type Waiting<Item> = { item: Item; done: () => void; failed: (error: unknown) => void };
export type Batcher<Item> = {
  /** Resolves once the item's group has been committed. */
  add: (lane: string, item: Item) => Promise<void>;
  /** Resolves when nothing waits any more. */
  settled: () => Promise<void>;
};

/**
 * Commits items in groups: whatever arrived within `waitMs`, at most `size`, one group of a lane at a time.
 * A group that fails is tried again item by item, so that one bad item fails alone.
 */
export function createBatcher<Item>(
  { size, waitMs }: { size: number; waitMs: number },
  work: (lane: string, items: readonly Item[]) => Promise<void>,
): Batcher<Item> {
  const lanes = new Map<string, Waiting<Item>[]>();
  const running = new Set<Promise<void>>();

  async function run(lane: string, queue: Waiting<Item>[]): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, waitMs));
    while (queue.length > 0) await commit(lane, queue.splice(0, size));
    lanes.delete(lane);
  }

  async function commit(lane: string, group: readonly Waiting<Item>[]): Promise<void> {
    try {
      await work(
        lane,
        group.map(({ item }) => item),
      );
      for (const { done } of group) done();
    } catch (error) {
      if (group.length === 1) group[0]?.failed(error);
      else for (const one of group) await commit(lane, [one]);
    }
  }

  return {
    add: (lane, item) =>
      new Promise<void>((done, failed) => {
        const queue = lanes.get(lane);
        if (queue) return void queue.push({ item, done, failed });
        const fresh = [{ item, done, failed }];
        lanes.set(lane, fresh);
        const under = run(lane, fresh).finally(() => running.delete(under));
        running.add(under);
      }),
    settled: async () => void (await Promise.all(running)),
  };
}
