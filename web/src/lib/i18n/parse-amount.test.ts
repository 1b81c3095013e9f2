import { expect, it } from 'vitest';
import { minorOf, typedAmount } from './parse-amount.ts';

it.each([
  ['290.88', 2, 29088],
  ['1,290.5', 2, 129050],
  ['1 290', 2, 129000],
  ['1500', 0, 1500],
  ['0.001', 3, 1],
])('reads %s', (typed, digits, minor) => {
  expect(minorOf(typed, digits)).toBe(minor);
});

it.each([
  ['290.888', 2],
  ['-5', 2],
  ['1e3', 2],
  ['', 2],
  ['12.5', 0],
])('refuses %s rather than guess', (typed, digits) => {
  expect(minorOf(typed, digits)).toBeNaN();
});

it('offers the balance as it would be typed', () => {
  expect(typedAmount(87262, 2)).toBe('872.62');
  expect(typedAmount(1500, 0)).toBe('1500');
});
