import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { clean, looksMojibake, looksUnsafe, wasCleaned } from './clean.ts';

describe('cleaning a cell', () => {
  it.each([
    ['\u00A0Ann\u202FExample ', 'Ann Example'],
    ['Her\u00ADmosillo\u200B', 'Hermosillo'],
    ['two\r\n lines\tand a tab', 'two lines and a tab'],
    ['="00123"', '00123'],
    ["'00123", '00123'],
    ["'tis", "'tis"],
    ['Cafe\u0301', 'Café'],
    ['bell\u0007', 'bell'],
    ['\u2067Ann\u2069 \u202EExample', 'Ann Example'],
  ])('reads %j as %j', (raw, text) => expect(clean(raw, 'text')).toBe(text));

  it('keeps full-width characters where text is shown as written, and only there', () => {
    expect(clean('１２', 'ref')).toBe('１２');
    expect(clean('１２', 'phone')).toBe('12');
  });
  it('leaves a formula of quoted parts alone, so that it is noticed', () => {
    expect(clean('="a"&"b"', 'name')).toBe('="a"&"b"');
    expect(looksUnsafe('="a"&"b"')).toBe(true);
  });
  it('says when something invisible was there', () => {
    expect(wasCleaned('a\u00A0b')).toBe(true);
    expect(wasCleaned('a \t b')).toBe(false);
    expect(looksMojibake('MuÃ±oz')).toBe(true);
  });

  test.prop([fc.string({ unit: 'binary' }), fc.constantFrom('text', 'phone', 'ref' as const)])(
    'changes nothing the second time',
    (raw, type) => {
      const once = clean(raw, type);
      expect(clean(once, type)).toBe(once);
    },
  );
  test.prop([fc.array(fc.constantFrom("'", '="', '"', '7', ' ', '\u00A0', '\u200B', '\u0301', 'e'), { maxLength: 12 })])(
    'changes nothing the second time, however spreadsheets wrapped it',
    (pieces) => {
      const once = clean(pieces.join(''), 'text');
      expect(clean(once, 'text')).toBe(once);
    },
  );
});
