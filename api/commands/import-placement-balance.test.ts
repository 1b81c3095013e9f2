import { expect, it } from 'vitest';
import { correctedBalance } from '#api/commands/import-placement-balance.ts';

const of = (owedMinor: number, beforeMinor: number, statedMinor: number) => correctedBalance({ owedMinor, beforeMinor, statedMinor });

it('follows the creditor while nothing was paid', () => {
  expect([of(1000, 1000, 1050), of(1000, 1000, 900), of(1000, 1000, 1000)]).toEqual([1050, 900, 1000]);
});
it('adds interest to what payments left', () => expect(of(700, 1000, 1050)).toBe(750));
it('takes no payment off twice when the new figure knows of it', () => expect(of(700, 1000, 700)).toBe(700));
it('never undoes a payment the new figure does not know of', () => expect(of(700, 1000, 950)).toBe(700));
it('lowers further what the creditor forgives', () => expect(of(700, 1000, 600)).toBe(600));
