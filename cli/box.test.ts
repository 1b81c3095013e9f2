import { expect, it } from 'vitest';
import { box } from './box.ts';

it('frames its lines, counting two columns for a Chinese character', () => {
  expect(box(['林 Lin', 'abcdef'])).toBe(['┌────────┐', '│ 林 Lin │', '│ abcdef │', '└────────┘'].join('\n'));
});
