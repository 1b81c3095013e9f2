const LOOKALIKES = new Map<string, string>();
const like = (from: string, to: string) => [...from].forEach((letter, n) => LOOKALIKES.set(letter, [...to][n] ?? letter));
// Letters of other scripts that look Latin, as they are used to slip past a keyword filter (or by a keyboard left in another language).
like('абвеѕіјкмнорстухԁɡһ', 'abbesijkmhopctyxdgh');
like('αβεικνορτυχ', 'abeikvoptux');
like('ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘꞯʀꜱᴛᴜᴠᴡʏᴢ', 'abcdefghijklmnopqrstuvwyz');
// Traditional forms of the characters that the patterns use.
like(
  '訂還別發騷擾聯繫誤電話錯號認識這個詐騙異議債賬帳經過轉結週後錢塊兩貸額對該沒給請準許禮點時緊會將內銀從來現無換',
  '订还别发骚扰联系误电话错号认识这个诈骗异议债账账经过转结周后钱块两贷额对该没给请准许礼点时紧会将内银从来现无换',
);

const EMOJI_LETTERS: [number, number][] = [
  [0x1f150, 26],
  [0x1f170, 26],
  [0x1f1e6, 26],
];

export type Normal = {
  /** Lower case, accents and case kept apart from the rest: for words that an accent tells apart. */
  accented: string;
  /** Lower case without accents and apostrophes; one space between words; what patterns are written for. */
  plain: string;
  /** As written, without invisible signs, for names. */
  cased: string;
};

/** A text as it reads, whatever it is written with: width, case, invisible signs, look-alike letters, curly apostrophes. */
export function normalise(text: string): Normal {
  const cased = spelled(text)
    .normalize('NFKC')
    .replace(/[\p{Cf}\p{Cc}\u034f\ufe0f]/gu, (sign) => (/\s/.test(sign) ? sign : ''))
    .replace(/['’‘`´ʼ′]/g, '')
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ ?\n[\n ]*/g, '\n')
    .trim();
  const accented = replaceLookalikes(cased.toLowerCase());
  return { cased, accented, plain: replaceLookalikes(accented.normalize('NFD').replace(/\p{M}+/gu, '')) };
}

const replaceLookalikes = (text: string) => text.replace(/[^\x00-\x7f]/gu, (letter) => LOOKALIKES.get(letter) ?? letter);

/** 🅂🅃🄾🄿 and 🛑 are words too. */
const spelled = (text: string) => text.replace(/[\u{1f150}-\u{1f1ff}]/gu, letterOf).replaceAll('🛑', ' stop ');

function letterOf(sign: string): string {
  const code = sign.codePointAt(0) ?? 0;
  const run = EMOJI_LETTERS.find(([first, length]) => code >= first && code < first + length);
  return run ? String.fromCharCode(97 + code - run[0]) : sign;
}

/** Sentences, each with the sign that ends it; a full stop inside a number ends nothing. */
export const sentences = (text: string): string[] =>
  text.match(/(?:[^.!?;\n。！？；]|[.](?=\S))+[.!?;\n。！？；]*/g)?.map((one) => one.trim()) ?? [];
