import type { Answer, Language } from './traits.ts';

type Words = (amount: string, when: string) => string;

/** What debtors write. Promises name an amount and a day. */
export const SENTENCES: Record<Language, Record<Answer, Words[]>> = {
  en: {
    promise: [
      (amount, when) => `I can pay ${amount} ${when}`,
      (amount, when) => `ok I'll pay ${amount} ${when}`,
      (amount, when) => `Sorry for the delay, I will send ${amount} ${when}.`,
      (amount, when) => `gonna pay ${amount} ${when} thx`,
    ],
    paid: [() => 'I already paid this', () => 'Already paid it last week', () => 'I paid this yesterday, check your records'],
    dispute: [
      () => 'This is not my debt, I dispute it',
      () => 'I never opened this account',
      () => "The amount is wrong, I don't owe that much",
    ],
    'wrong-person': [() => 'Wrong number', () => 'you have the wrong person', () => 'Nobody by that name here'],
    stop: [() => 'STOP', () => 'Stop', () => 'please stop texting me'],
    unclear: [
      () => 'ok',
      () => 'who has money these days lol',
      () => '👍',
      () => 'cant talk now',
      () => "I'll see what I can do",
      () => 'maybe next month',
    ],
    help: [() => 'HELP', () => 'Who is this?', () => 'what is this about'],
  },
  es: {
    promise: [
      (amount, when) => `Puedo pagar ${amount} ${when}`,
      (amount, when) => `Voy a pagar ${amount} ${when}, gracias`,
      (amount, when) => `Les pago ${amount} ${when}`,
    ],
    paid: [() => 'Ya pagué eso', () => 'Ya lo pagué la semana pasada'],
    dispute: [() => 'Esa deuda no es mía', () => 'No reconozco esa deuda'],
    'wrong-person': [() => 'Número equivocado', () => 'Persona equivocada'],
    stop: [() => 'ALTO', () => 'No me escriban más'],
    unclear: [() => 'ok gracias', () => 'ahorita no tengo', () => 'luego les digo'],
    help: [() => 'AYUDA', () => '¿Quién es?'],
  },
};

/** The sentence a roll in [0, 1) picks. */
export function say(language: Language, answer: Answer, roll: number, amount = '', when = ''): string {
  const choices = SENTENCES[language][answer];
  const words = choices[Math.floor(roll * choices.length)];
  if (!words) throw new RangeError(`no sentence for ${answer}`);
  return words(amount, when);
}
