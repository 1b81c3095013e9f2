import { tenantAt, type Anchor, type Instant } from '#domain/time/clock.ts';
import type { CoreSystem } from './core-system.ts';

export type TenantClock = {
  /** What the tenant's clock shows; undefined while it isn't known: nothing is done by a clock that may have stopped. */
  now(): Instant | undefined;
  stop(): void;
};

const READ_EVERY_MS = 1_000;
const TRUSTED_MS = 5_000;

export function tenantClock(core: CoreSystem): TenantClock {
  let anchors: readonly Anchor[] = [];
  let readAt = -Infinity;
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;

  async function read(): Promise<void> {
    try {
      ({ anchors } = await core.clock());
      readAt = performance.now();
    } catch {
      // the API is away: `now` goes blank until it is back
    }
    if (!stopped) timer = setTimeout(() => void read(), READ_EVERY_MS);
  }
  void read();

  return {
    now: () => (performance.now() - readAt < TRUSTED_MS ? tenantAt(anchors, Date.now()) : undefined),
    stop: () => {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
