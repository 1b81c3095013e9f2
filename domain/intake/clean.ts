import type { FieldType } from './fields.ts';

const NO_BREAK_SPACES = /[\u00A0\u2007\u202F]/g;
// Soft hyphen, zero-width and direction marks, and every control but tab, LF and CR.
const INVISIBLE = /[\u00AD\u200B-\u200F\u202A-\u202E\u2060\u2066-\u2069\uFEFF\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F]/g;
// Most cells: visible ASCII with single spaces, not wrapped by a spreadsheet. A file has millions of them.
const PLAIN = /^(?!="|')[!-~]+(?: [!-~]+)*$/;
const SPREADSHEET_TEXT = /^="([^"]*)"$/;

/** Full-width digits and letters are kept where the text is shown as written: names, texts, references. */
const keepsWidth = (type: FieldType) => type === 'name' || type === 'text' || type === 'ref';

/**
 * The text of a cell as the rules read it: normalised (NFC, or NFKC where only the meaning counts), without invisible
 * characters, white space folded, and without what spreadsheets put around texts (`="x"`, `'` before a digit).
 * Idempotent: removing a character can bring a new pair together, so it goes on until nothing changes.
 */
export function clean(raw: string, type: FieldType): string {
  if (raw === '' || PLAIN.test(raw)) return raw;
  const form = keepsWidth(type) ? 'NFC' : 'NFKC';
  let text = raw;
  for (;;) {
    const next = text
      .normalize(form)
      .replace(NO_BREAK_SPACES, ' ')
      .replace(INVISIBLE, '')
      .replace(/\s+/g, ' ')
      .trim()
      .replace(SPREADSHEET_TEXT, '$1')
      .replace(/^'(?=\d)/, '');
    if (next === text) return text;
    text = next;
  }
}

/** Whether cleaning met a no-break space or removed a character, which a person should see. Never asked for amounts. */
export function wasCleaned(raw: string): boolean {
  return raw.search(NO_BREAK_SPACES) >= 0 || raw.search(INVISIBLE) >= 0;
}

/** A formula or markup that a spreadsheet or browser could run. */
export function looksUnsafe(text: string): boolean {
  return /^[=@]|^[+-][^\d\s]|<[A-Za-z!/]/.test(text);
}

/** UTF-8 that somebody read as Windows-1252; asked before cleaning, which would remove the evidence. */
export function looksMojibake(raw: string): boolean {
  return /\u00C3[\u00A1-\u00BF]|\u00E2\u20AC/.test(raw);
}
