import { expect, it, vi } from 'vitest';
import { measured, type Bench } from '#bench/measure.ts';

vi.spyOn(console, 'log').mockImplementation(() => undefined);
const running = new AbortController().signal;

it('holds each value against its bar, and lets one without a bar stand', async () => {
  const lines = await measured(
    'spine',
    (bench) => {
      bench.line('claim.p50_ms', 30.123, 'ms', 150);
      bench.line('claim.p99_ms', 1200.4, 'ms', 1000);
      bench.line('peer.update_p50_ms', 7, 'ms');
      return Promise.resolve();
    },
    running,
  );
  expect(lines.map(({ value, bar, ok }) => [value, bar, ok])).toEqual([
    [30.1, 150, true],
    [1200, 1000, false],
    [7, null, null],
  ]);
});

it('ends what a measure started, the last first, also when the measure fails', async () => {
  const ended: string[] = [];
  const failing = async (bench: Bench) => {
    bench.atEnd(() => void ended.push('directory'));
    bench.atEnd(() => void ended.push('stack'));
    await Promise.reject(new Error('no'));
  };
  await expect(measured('spine', failing, running)).rejects.toThrow('no');
  expect(ended).toEqual(['stack', 'directory']);
});

it('is stopped in the middle, and ends even what was started while it was being stopped', async () => {
  const stopping = new AbortController();
  const ended: string[] = [];
  const working = async (bench: Bench) => {
    bench.atEnd(() => void ended.push('early'));
    await new Promise((resolve) => setTimeout(resolve, 20));
    bench.atEnd(() => void ended.push('late'));
  };
  const over = measured('spine', working, stopping.signal);
  stopping.abort();
  await expect(over).rejects.toThrow('stopped');
  expect(ended).toEqual(['early', 'late']);
});
