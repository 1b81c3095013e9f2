import { expect, it } from 'vitest';
import { caseReference } from '#api/commands/import-placement-reference.ts';

const CASE = '6f1c3f44-1d3e-4a7b-9c7e-0d6a2b1c9e55';

it('names a case by six characters nobody mishears or misreads', () => {
  expect(caseReference(CASE)).toMatch(/^C1-[23456789BCDFGHJKMNPQRSTVWXYZ]{6}$/);
});
it('is the same each time, and another at a further attempt', () => {
  expect(caseReference(CASE)).toBe(caseReference(CASE, 0));
  expect(new Set([0, 1, 2, 3].map((attempt) => caseReference(CASE, attempt))).size).toBe(4);
});
