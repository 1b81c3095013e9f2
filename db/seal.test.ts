import { expect, it } from 'vitest';
import { addressHash } from '#db/hashing.ts';
import { inputId } from '#db/input-id.ts';
import { open, seal } from '#db/seal.ts';

it('opens a credential with the secret and the row it was sealed for, and with nothing else', () => {
  const sealed = seal('secret', 'the token', 'row 1');
  expect(open('secret', sealed, 'row 1')).toBe('the token');
  expect(() => open('another', sealed, 'row 1')).toThrow();
  expect(() => open('secret', sealed, 'row 2')).toThrow();
  expect(() => open('secret', sealed.slice(0, -2) + 'AA', 'row 1')).toThrow();
  expect(seal('secret', 'the token', 'row 1')).not.toBe(sealed);
});

it('hashes one number differently for each tenant', () => {
  const [one, other] = [addressHash('s', 'tenant 1', '+12025550143'), addressHash('s', 'tenant 2', '+12025550143')];
  expect(one).toMatch(/^[0-9a-f]{64}$/);
  expect(one).not.toBe(other);
});

it('names the same fact the same, and never confuses two whose parts join alike', () => {
  expect(inputId('a', 'bc')).toBe(inputId('a', 'bc'));
  expect(inputId('a', 'bc')).not.toBe(inputId('ab', 'c'));
  expect(inputId('a')).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});
