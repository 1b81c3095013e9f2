import type { Refusal } from './report.ts';
import { refusal } from './report.ts';

const MAGIC = [
  [0x50, 0x4b, 0x03, 0x04], // zip, and with it modern spreadsheets
  [0x25, 0x50, 0x44, 0x46], // %PDF
  [0x1f, 0x8b], // gzip
  [0xd0, 0xcf, 0x11, 0xe0], // older office files
];
const OTHER_MARKS = [
  [0xff, 0xfe],
  [0xfe, 0xff],
  [0x84, 0x31, 0x95, 0x33],
];

/** The text of a UTF-8 file without its byte order mark, or why it is none. */
export function decodeUtf8(bytes: Uint8Array): { text: string } | { refused: Refusal } {
  if (isBlank(bytes)) return { refused: refusal('FILE_EMPTY') };
  if (MAGIC.some((magic) => startsWith(bytes, magic))) return { refused: refusal('FILE_NOT_TEXT') };
  const bad = firstBadByte(bytes);
  if (bad === undefined) {
    const text = new TextDecoder('utf-8').decode(bytes);
    return text.includes('\0') ? { refused: refusal('FILE_NOT_TEXT') } : { text };
  }
  const line = OTHER_MARKS.some((mark) => startsWith(bytes, mark)) ? 1 : lineOf(bytes, bad);
  return { refused: refusal('FILE_ENCODING', { line }) };
}

const startsWith = (bytes: Uint8Array, mark: readonly number[]) => mark.every((byte, at) => bytes[at] === byte);

/** Nothing but a byte order mark, of whatever encoding, and white space. */
function isBlank(bytes: Uint8Array): boolean {
  const encoding = startsWith(bytes, [0xff, 0xfe]) ? 'utf-16le' : startsWith(bytes, [0xfe, 0xff]) ? 'utf-16be' : 'utf-8';
  const head = new TextDecoder(encoding).decode(bytes.subarray(0, 4096));
  return head.trim() === '' && (bytes.length <= 4096 || new TextDecoder(encoding).decode(bytes).trim() === '');
}

function lineOf(bytes: Uint8Array, position: number): number {
  let line = 1;
  for (let at = 0; at < position; at++) if (bytes[at] === 0x0a) line++;
  return line;
}

/** Where the first sequence starts that UTF-8 does not allow; undefined if all is well. */
function firstBadByte(bytes: Uint8Array): number | undefined {
  for (let at = 0; at < bytes.length;) {
    const length = sequenceAt(bytes, at);
    if (length === 0) return at;
    at += length;
  }
  return undefined;
}

/** Length of the well-formed sequence at this place, 0 if there is none (Unicode, table 3-7). */
function sequenceAt(bytes: Uint8Array, at: number): number {
  const lead = bytes[at] ?? 0;
  if (lead < 0x80) return 1;
  const next = bytes[at + 1] ?? 0;
  const trail = (offset: number) => ((bytes[at + offset] ?? 0) & 0xc0) === 0x80;
  if (lead >= 0xc2 && lead <= 0xdf) return trail(1) ? 2 : 0;
  if (lead >= 0xe0 && lead <= 0xef) {
    const low = lead === 0xe0 ? 0xa0 : 0x80;
    const high = lead === 0xed ? 0x9f : 0xbf;
    return next >= low && next <= high && trail(2) ? 3 : 0;
  }
  if (lead >= 0xf0 && lead <= 0xf4) {
    const low = lead === 0xf0 ? 0x90 : 0x80;
    const high = lead === 0xf4 ? 0x8f : 0xbf;
    return next >= low && next <= high && trail(2) && trail(3) ? 4 : 0;
  }
  return 0;
}
