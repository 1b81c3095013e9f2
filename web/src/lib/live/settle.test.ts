import { expect, it } from 'vitest';
import { settle } from './settle.ts';

const id = (row: { id: string }) => row.id;
const row = (id: string, balance = 0) => ({ id, balance });

it('keeps the rows that are being read where they are, with their newest figures', () => {
  const { rows } = settle([row('a'), row('b')], [row('b', 5), row('a', 7)], id);
  expect(rows.map((r) => [r.item.id, r.item.balance, r.gone])).toEqual([
    ['a', 7, false],
    ['b', 5, false],
  ]);
});

it('announces what came instead of moving what is there', () => {
  const { rows, came } = settle([row('a')], [row('z'), row('a')], id);
  expect(rows.map((r) => r.item.id)).toEqual(['a']);
  expect(came.map(id)).toEqual(['z']);
});

it('leaves a row that went away in its place, marked, as it was last known', () => {
  const { rows } = settle([row('a', 3), row('b')], [row('b')], id);
  expect(rows[0]).toEqual({ item: row('a', 3), was: row('a', 3), gone: true });
});
