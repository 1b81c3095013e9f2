import { expect, it } from 'vitest';
import { createLog, safeError } from '#api/log.ts';

const failedQuery = Object.assign(new Error('Failed query: insert into party … params: Michelle Roberts,+12025550143'), {
  name: 'DrizzleQueryError',
  cause: Object.assign(new Error('invalid input syntax: "Michelle Roberts"'), {
    name: 'PostgresError',
    code: '22P02',
    table_name: 'party',
  }),
});

it('tells of a failed statement by its code, and repeats nothing of what it held', () => {
  expect(safeError(failedQuery)).toMatchObject({ type: 'DrizzleQueryError', code: '22P02', table: 'party' });
  const lines: string[] = [];
  createLog('info', { write: (line) => void lines.push(line) }).error({ err: failedQuery }, 'unexpected');
  expect(lines.join('')).toContain('22P02');
  expect(lines.join('')).not.toMatch(/Michelle|2025550143|params/);
});

it('keeps what our own errors say, and where they come from', () => {
  expect(safeError(new RangeError('the case is gone'))).toMatchObject({
    type: 'RangeError',
    message: 'the case is gone',
    at: expect.stringContaining('log.test') as string,
  });
});
