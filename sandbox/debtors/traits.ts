import { chance } from '../random.ts';

/** What a debtor may do with a text. */
export const ANSWERS = ['promise', 'paid', 'dispute', 'wrong-person', 'stop', 'unclear', 'help'] as const;
export type Answer = (typeof ANSWERS)[number];
export type Language = 'en' | 'es';

/** What a debtor is like, all their life: it follows from the phone and the seed alone. */
export type Traits = {
  language: Language;
  /** How likely one text is answered. */
  answers: number;
  /** Tenant minutes until a text is read and answered, typically. */
  slowness: number;
  /** Pays what was promised. */
  keepsWord: boolean;
  /** Pays now and then without a word. */
  paysSilently: boolean;
  /** The carrier's reason why texts never arrive, if they don't. */
  unreachable?: number;
  /** The answer that this debtor tends to. */
  leans: Answer;
};

const LEANINGS: [Answer, number][] = [
  ['promise', 0.5],
  ['unclear', 0.16],
  ['paid', 0.08],
  ['dispute', 0.09],
  ['stop', 0.07],
  ['wrong-person', 0.05],
  ['help', 0.05],
];
const UNREACHABLE = [30003, 30005, 30006];

export function traitsOf(phone: string, seed: number): Traits {
  const roll = (trait: string) => chance(seed, phone, trait);
  const unreachable = roll('reached') < 0.04 ? UNREACHABLE[Math.floor(roll('reason') * UNREACHABLE.length)] : undefined;
  return {
    language: roll('language') < 0.15 ? 'es' : 'en',
    answers: 0.2 + 0.6 * roll('answers'),
    slowness: 10 * 30 ** roll('slowness'),
    keepsWord: roll('keeps') < 0.65,
    paysSilently: roll('silent') < 0.1,
    leans: weighted(LEANINGS, roll('leans')),
    ...(unreachable && { unreachable }),
  };
}

function weighted<T>(choices: [T, number][], at: number): T {
  let sum = 0;
  for (const [choice, weight] of choices) if ((sum += weight) > at) return choice;
  const last = choices.at(-1);
  if (!last) throw new RangeError('nothing to choose from');
  return last[0];
}
