import { expect, it } from 'vitest';
import { localPath } from './local-path.ts';

it('goes back to the page that was asked for', () => {
  expect(localPath('/work/7?tab=facts')).toBe('/work/7?tab=facts');
});

it.each([
  'https://elsewhere.example/',
  '//elsewhere.example/',
  '/\\elsewhere.example/',
  '/.//elsewhere.example',
  '/work/..//elsewhere.example',
  'javascript:alert(1)',
  'work',
  undefined,
  null,
])('never leads away from here: %s', (asked) => {
  expect(localPath(asked)).toBe('/');
});
