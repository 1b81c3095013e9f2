import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { linesOf, readRow } from './quoting.ts';

const read = (text: string, delimiter = ',') => readRow(linesOf(text), 0, delimiter);
const cells = (text: string) => {
  const row = read(text);
  return row !== 'too-long' && 'cells' in row ? row.cells : row;
};
const BROKEN = { line: 1, endLine: 1, broken: true };

describe('reading a row', () => {
  it.each([
    ['a,b', ['a', 'b']],
    ['a,', ['a', '']],
    ['', ['']],
    ['"a,b",c', ['a,b', 'c']],
    ['"say ""hi""",', ['say "hi"', '']],
    ['5" screen,a"b', ['5" screen', 'a"b']],
    [' "a"', [' "a"']],
    ['""', ['']],
    ['"a"\r\nnext', ['a']],
  ])('%j', (text, expected) => expect(cells(text)).toEqual(expected));

  it('follows a quoted cell over lines', () =>
    expect(read('x,"one\r\ntwo",z\nnext')).toEqual({ line: 1, endLine: 2, cells: ['x', 'one\ntwo', 'z'] }));
  it.each(['"Juan "El" Pedro",x', '"Juan"Pedro', '"never closed\nb', '"a" ,b'])('gives up on %j and resumes at the next line', (text) =>
    expect(read(text)).toEqual(BROKEN),
  );
  it('lets a cell span ten lines and no more', () => {
    expect(read(`"${'x\n'.repeat(9)}x"`)).toMatchObject({ endLine: 10 });
    expect(read(`"${'x\n'.repeat(10)}x"`)).toEqual(BROKEN);
  });
  it('stops at a cell of more than 32,767 characters, closed or not', () => {
    expect(read('x'.repeat(32_767))).toMatchObject({ endLine: 1 });
    expect(read('x'.repeat(32_768))).toBe('too-long');
    expect(read(`"${'x'.repeat(32_768)}"`)).toBe('too-long');
    expect(read(`"${'x'.repeat(32_768)}`)).toBe('too-long');
    expect(read('😀'.repeat(32_767))).toMatchObject({ endLine: 1 });
  });

  const anyCell = fc.string({ maxLength: 12 }).map((text) => text.replaceAll('\r', ''));
  test.prop([fc.array(anyCell, { minLength: 1, maxLength: 6 })])('gets back whatever was quoted properly', (row) => {
    fc.pre(row.every((cell) => cell.split('\n').length <= 10));
    expect(cells(row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(','))).toEqual(row);
  });
  test.prop([fc.array(fc.constantFrom('"', ',', '\n', 'a', '\r\n'), { maxLength: 60 })])('always gets on, over any quotes', (pieces) => {
    const lines = linesOf(pieces.join(''));
    for (let at = 0; at < lines.length;) {
      const row = readRow(lines, at, ',');
      if (row === 'too-long') throw new Error('too long');
      expect(row.line).toBe(at + 1);
      expect(row.endLine).toBeGreaterThan(at);
      at = row.endLine;
    }
  });
});
