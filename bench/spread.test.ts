import { expect, it } from 'vitest';
import { largest, mean, percentile } from '#bench/spread.ts';

const upTo = (count: number) => Array.from({ length: count }, (_, index) => count - index);

it('takes the value at the nearest rank, whatever the order', () => {
  expect(percentile(upTo(200), 0.99)).toBe(198);
  expect(percentile(upTo(3), 0.5)).toBe(2);
  expect(largest(upTo(20))).toBe(20);
  expect(mean(upTo(3))).toBe(2);
});

it('says nothing of what was not measured', () => {
  expect(() => percentile([], 0.5)).toThrow('nothing was measured');
});
