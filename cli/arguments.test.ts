import { expect, it } from 'vitest';
import { readArguments, readPort, UsageError } from './arguments.ts';
import { turnOf } from './commands/clock.ts';
import { projectsIn } from './commands/test.ts';
import { isCommand, USAGE } from './usage.ts';

it('reads flags, and names the word that does not belong', () => {
  const options = { dev: { type: 'boolean' }, port: { type: 'string' } } as const;
  expect(readArguments({ args: ['--dev', '--port', '4500'], options }).values).toEqual({ dev: true, port: '4500' });
  expect(() => readArguments({ args: ['--deev'], options })).toThrow(UsageError);
  expect(() => readArguments({ args: ['--deev'], options })).toThrow(/--deev/);
});

it('accepts a port and nothing else', () => {
  expect(readPort('0', '--port')).toBe(0);
  expect(readPort('4400', '--port')).toBe(4400);
  for (const wrong of ['', 'x', '-1', '65536', '44.5']) expect(() => readPort(wrong, 'C1_PORT')).toThrow(UsageError);
});

it('knows its commands, and no inherited word', () => {
  expect(Object.keys(USAGE).every(isCommand)).toBe(true);
  expect(isCommand('toString')).toBe(false);
});

it('sees which tests are asked for', () => {
  expect(projectsIn(['--project', 'pure', '--project=integration', 'cli/'])).toEqual(['pure', 'integration']);
  expect(projectsIn(['cli/', '--bail', '1'])).toEqual([]);
});

it('reads how the calendar is to be turned', () => {
  expect(turnOf(['pause'])).toEqual({ pause: true });
  expect(turnOf(['rate', '1440'])).toEqual({ rate: 1440 });
  for (const wrong of [[], ['rate'], ['rate', '0'], ['rate', '1.5'], ['pause', 'now'], ['stop']])
    expect(() => turnOf(wrong)).toThrow(UsageError);
});
