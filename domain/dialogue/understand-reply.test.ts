import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { addDays } from '../time/local.ts';
import { INTENTS, type Intent } from './intents.ts';
import { understandReply, type Understood } from './understand-reply.ts';

/** A Tuesday. */
const today = '2026-11-24';
const understand = (text: string, locale?: string) => understandReply(text, { today, currency: 'USD', ...(locale && { locale }) });

const says = (intent: Intent, texts: string[]) =>
  describe(`hears ${intent}`, () => {
    it.each(texts)('in %j', (text) => expect(understand(text).intent).toBe(intent));
  });

says('opt-out', [
  'STOP',
  'stop',
  ' Stop. ',
  'stop!!!',
  'STOPALL',
  'Stop please',
  'please stop',
  'STOP STOP STOP',
  'stoooop',
  'S T O P',
  's.t.o.p',
  'ST0P',
  'stop 🛑',
  '🛑',
  'no. stop',
  'Stop, I mean it',
  'UNSUBSCRIBE',
  'cancel',
  'end',
  'Quit',
  'revoke',
  'opt out',
  'OPT-OUT',
  'optout',
  'End texts',
  'cancel please',
  'please stop texting me',
  'Stop messaging me!',
  'can you stop with the texts',
  'why cant you stop texting me',
  "if you don't stop texting me I'll sue",
  'I told you to stop',
  'i said stop',
  'I want you to stop contacting me',
  'do not text me again',
  "Don't contact me anymore",
  'never call me again',
  'no more texts',
  'remove me from your list',
  'take me off',
  'Take my number off your list',
  'delete my number',
  'lose my number',
  'Leave me alone',
  'I revoke my consent',
  'i would like to unsubscribe',
  'please opt me out',
  "I don't want to receive these messages",
  'i dont want any more texts',
  'quit calling me',
  'cease and desist',
  'stop it',
  'stop the harassment',
  'unsubcribe',
  'no texts please',
  'Text me no more',
  'leave us alone',
  'reply stop',
  'STOP2END',
  'I want to stop getting these texts',
  'please stop.',
  'wrong number, stop',
  'I already paid, please stop texting me',
  'I dispute this. STOP',
  // written to slip past
  'ЅТОР',
  'SТOP',
  'ＳＴＯＰ',
  '𝐒𝐓𝐎𝐏',
  '𝕾𝖙𝖔𝖕',
  'ꜱᴛᴏᴘ',
  'ⓈⓉⓄⓅ',
  '🅂🅃🄾🄿',
  '🆂🆃🅾🅿',
  '🇸🇹🇴🇵',
  'S​T​O​P',
  '‮STOP‬',
  '‏STOP‏',
  'st­op',
  'STÓP',
  'СТОП',
  'S\nT\nO\nP',
  'sto\u0301p',
  '"STOP"',
  '(stop)',
  // Spanish
  'ALTO',
  'Pare',
  'basta',
  'baja',
  'Cancelar',
  'no me escriban más',
  'No me llamen',
  'dejen de mandar mensajes',
  'Déjenme en paz',
  'no más mensajes',
  'ya no me manden nada',
  'quítenme de su lista',
  'quiero darme de baja',
  'no quiero recibir mensajes',
  'Por favor no me vuelvan a contactar',
  'desuscribirme',
  // Chinese
  '退订',
  '退訂',
  'TD',
  'td',
  '停止',
  '别再发短信了',
  '別再發了',
  '不要再联系我',
  '不要给我打电话',
  '请勿打扰',
  '别发了',
  '不要骚扰我',
  '取消订阅',
  '不想再收到短信',
]);

says('wrong-person', [
  'Wrong number',
  'wrong person',
  'you have the wrong guy',
  'sorry wrong #',
  'Nobody by that name here',
  'there is no Maria by that name',
  "That's not me",
  'im not him',
  'I’m not Maria',
  'This is not John Smith',
  "I don't know this person",
  "she doesn't live here",
  "this is no longer Ana's number",
  'not my name',
  'wrong number, I already paid my own bills',
  'Número equivocado',
  'persona equivocada',
  'se equivocó de número',
  'no soy esa persona',
  'No soy María',
  'no conozco a esa señora',
  'aquí no vive',
  '打错了',
  '你打錯了',
  '我不认识这个人',
  '不是本人',
  '發錯人了',
]);

says('dispute', [
  'This is not my debt, I dispute it',
  'I dispute this',
  'not mine',
  "this isn't mine",
  "I don't owe you anything",
  'never opened this account',
  "I don't recognize this",
  'this is fraud',
  'SCAM',
  'identity theft',
  'the amount is wrong',
  'wrong amount',
  "The balance isn't right",
  'prove it',
  'send me proof of the debt',
  'validate the debt',
  'I dispute this, I paid it in 2024',
  "don't owe this, will pay nothing tomorrow",
  'Esa deuda no es mía',
  'no debo nada',
  'No reconozco esa deuda',
  'disputo el cargo',
  'es una estafa',
  'fraude',
  'el monto es incorrecto',
  'nunca abrí esa cuenta',
  '我有异议',
  '不是我的债',
  '这不是我的',
  '我没欠钱',
  '骗子',
  '金额不对',
  '我從來沒借過',
  '身份被盗用',
]);

says('paid', [
  'paid',
  'Already paid',
  'I already paid this',
  'i paid yesterday',
  "I've paid it in full",
  'just paid online',
  'payment sent',
  'I paid this yesterday, check your records',
  'my wife paid it',
  "it's been paid",
  'this was paid last week',
  'already settled',
  'I made a payment friday',
  'Paid it off',
  'Ya pagué',
  'ya pague eso',
  'pagué ayer',
  'Ya lo pagué la semana pasada',
  'está pagado',
  'ya hice el pago',
  'he pagado todo',
  '已经还了',
  '我還了',
  '已付款',
  '昨天还清了',
  '已经转账了',
  '早就还过了',
  '付过了',
]);

says('help', [
  'HELP',
  'help?',
  'info',
  'who is this',
  'Who is this?',
  'who are you',
  "what's this about",
  'how do I pay?',
  'how much do I owe',
  'AYUDA',
  '¿Quién es?',
  'cuánto debo',
  '你是谁',
  '怎么还',
  '欠多少',
]);

says('unclear', [
  '',
  ' ',
  'ok',
  '👍',
  '???',
  'lol',
  'call me',
  "I can't stop by today",
  'can we stop by your office',
  'I need to stop by the bank',
  'nonstop work',
  'please stop the late fees',
  'I want to stop getting these late fees',
  'i put a stop payment on it',
  'why should I pay tomorrow',
  'I can pay on 11/20',
  'call me at 555-123-4567 i can pay tomorrow',
  'dont stop texting',
  "please don't stop sending reminders",
  'the bus stop',
  'I put in my two weeks, end of story tomorrow lol',
  'I will cancel my card',
  'Liked “Your account is past due. Reply STOP to opt out.”',
  'Reacted 👎 to “Your account is past due. Reply STOP to opt out.”',
  // not a claim of payment
  "haven't paid",
  "I haven't paid yet",
  'i get paid friday',
  'when I get paid',
  "I'm not paid until friday",
  'it has not been paid',
  'todavía no he pagado',
  '还没还',
  '没付',
  '还不了',
  // not a promise
  'I will pay',
  "I can't pay",
  'I cannot pay $200 tomorrow',
  'no puedo pagar mañana',
  "I won't pay friday",
  'can I pay $50 on friday?',
  'can i pay friday',
  'maybe I can pay $50 friday',
  "I'll try to pay $50 friday",
  'if I get my check I can pay $50 friday',
  'I can pay half tomorrow',
  'I can pay 1/2 tomorrow',
  'I will pay some on friday',
  "I'll pay $50 a month",
  '$50 every friday',
  "I'll pay $50 or $60 tomorrow",
  "I'll pay tomorrow or friday",
  'pay 50 in 2/30',
  "I'll pay fifty tomorrow",
  'I will pay 500 pesos tomorrow',
  "I'll pay €50 tomorrow",
  "I'll call you tomorrow",
  'tomorrow',
  'friday',
  '$50',
  'you pay me 50 tomorrow',
  'i have to pay rent friday',
  '明天可以还吗',
  '明天可能还500美元',
  '如果发工资明天还',
  'si me pagan el viernes pago',
  'puedo pagar la mitad mañana',
  "I'll pay 1.200 tomorrow",
  '我不会还的',
  '明天还一部分',
  'مرحبا كيف حالك',
  'привет',
  '🤷🏽‍♀️🤷🏽‍♀️',
]);

describe('hears a promise, its amount and its day', () => {
  const promise = (amountMinor?: number, dueOn?: string): Understood => ({
    intent: 'promise',
    ...(amountMinor && { amountMinor }),
    ...(dueOn && { dueOn }),
  });
  const [tomorrow, friday, nextFriday] = ['2026-11-25', '2026-11-27', '2026-12-04'];
  it.each<[string, Understood]>([
    ['I can pay 120 tomorrow', promise(12_000, tomorrow)],
    ['I can pay $1,574.68 tomorrow', promise(157_468, tomorrow)],
    ["ok I'll pay $120 on friday", promise(12_000, friday)],
    ['will pay 120 dollars this friday, thanks', promise(12_000, friday)],
    ["I'll send 50 bucks Monday", promise(5_000, '2026-11-30')],
    ['ill pay tmrw', promise(undefined, tomorrow)],
    ['paying 80 today', promise(8_000, today)],
    ['I can do $50 by friday', promise(5_000, friday)],
    ['I can pay next friday', promise(undefined, nextFriday)],
    ['Friday $50', promise(5_000, friday)],
    ['$75.50 tomorrow ok', promise(7_550, tomorrow)],
    ['I will pay on 12/05', promise(undefined, '2026-12-05')],
    ['I will pay $100 on 12/5/26', promise(10_000, '2026-12-05')],
    ['pay you $20 on the 15th', promise(2_000, '2026-12-15')],
    ['I can pay on the 30th at 5pm', promise(undefined, '2026-11-30')],
    ['payment of $60 on Dec 3rd', promise(6_000, '2026-12-03')],
    ['will pay 3 December', promise(undefined, '2026-12-03')],
    ['I will pay it all in 3 days', promise(undefined, addDays(today, 3))],
    ['Will pay $40 in two weeks', promise(4_000, '2026-12-08')],
    ['I can pay in a week', promise(undefined, '2026-12-01')],
    ['I will pay the full amount at the end of the month', promise(undefined, '2026-11-30')],
    ['I can pay 2k on january 31', promise(200_000, '2027-01-31')],
    ["I can't pay $200 but I can pay $50 friday", promise(5_000, friday)],
    ["I'm broke. I can't pay all. I will pay $50 on Friday.", promise(5_000, friday)],
    ["don't worry I'll pay $50 tomorrow", promise(5_000, tomorrow)],
    ['when I get paid on the 15th I will pay 100', promise(10_000, '2026-12-15')],
    ['it will be paid day after tomorrow', promise(undefined, '2026-11-26')],
    ["I'll pay $60", promise(6_000)],
    ['Puedo pagar 120 mañana', promise(12_000, tomorrow)],
    ['Voy a pagar $120 el viernes, gracias', promise(12_000, friday)],
    ['les pago 50 dólares pasado mañana', promise(5_000, '2026-11-26')],
    ['pago mañana por la mañana', promise(undefined, tomorrow)],
    ['Sí, pago el 15 de diciembre', promise(undefined, '2026-12-15')],
    ['si, pago 80 el viernes', promise(8_000, friday)],
    ['abono $30 en 5 días', promise(3_000, '2026-11-29')],
    ['Les pago todo a fin de mes', promise(undefined, '2026-11-30')],
    ['明天还', promise(undefined, tomorrow)],
    ['我明天还500美元', promise(50_000, tomorrow)],
    ['不好意思,周五付清', promise(undefined, friday)],
    ['下周五还五百二十美元', promise(52_000, nextFriday)],
    ['12月5号还款', promise(undefined, '2026-12-05')],
    ['3天内还清', promise(undefined, addDays(today, 3))],
    ['還錢,後天付$80', promise(8_000, '2026-11-26')],
  ])('in %j', (text, understood) => expect(understand(text)).toEqual(understood));

  it('reads day and month, point and comma, as the debtor’s country does', () => {
    const read = (text: string, locale: string, currency: string) => understandReply(text, { today, locale, currency });
    expect(read('I will pay on 12/05', 'en-GB', 'GBP')).toEqual(promise(undefined, '2027-05-12'));
    expect(read('will pay £50 on 5/12', 'en-GB', 'GBP')).toEqual(promise(5_000, '2026-12-05'));
    expect(read('pago 1.200,50 € mañana', 'es-ES', 'EUR')).toEqual(promise(120_050, tomorrow));
    expect(read('pago $1,200 mañana', 'es-MX', 'MXN')).toEqual(promise(120_000, tomorrow));
    expect(read('pago 500 pesos mañana', 'es-MX', 'MXN')).toEqual(promise(50_000, tomorrow));
    expect(read('明天还500块', 'zh-CN', 'CNY')).toEqual(promise(50_000, tomorrow));
    expect(read('明天还一百二块', 'zh-CN', 'CNY')).toEqual(promise(12_000, tomorrow));
    expect(read('will pay ¥5000 tomorrow', 'en', 'JPY')).toEqual(promise(5_000, tomorrow));
  });

  it('counts from the debtor’s today, over the turn of the year', () => {
    const onThe30th = (text: string) => understandReply(text, { today: '2026-12-30', currency: 'USD' }).dueOn;
    expect(onThe30th('I will pay tomorrow')).toBe('2026-12-31');
    expect(onThe30th('I will pay on the 2nd')).toBe('2027-01-02');
    expect(onThe30th('I will pay on 1/5')).toBe('2027-01-05');
    expect(onThe30th('I will pay in 2 months')).toBe('2027-02-28');
    expect(onThe30th('I will pay on wednesday')).toBe('2027-01-06');
  });
});

it('names the words that asked for no more contact', () => {
  expect(understand('Look, please stop texting me at work')).toEqual({ intent: 'opt-out', optOutWords: 'stop texting' });
  expect(understand('ЅТОР!')).toEqual({ intent: 'opt-out', optOutWords: 'stop' });
});

it('takes a bare T for an opt-out only where that is the custom', () => {
  expect(understand('T', 'zh-CN').intent).toBe('opt-out');
  expect(understand('T').intent).toBe('unclear');
});

it('hears STOP at the end of a huge text, and soon', () => {
  for (const filler of ['a', ' ', 'stop by ', 'I will not ', '1,', 'pay 5 ', '还', '\n', '.', '💸', 'dont ', 'no ', 'x\u0301']) {
    const started = performance.now();
    expect(understand(filler.repeat(200_000 / filler.length) + '. please stop texting me').intent).toBe('opt-out');
    expect(performance.now() - started).toBeLessThan(1_500);
  }
});

const dressed = fc.record({
  word: fc.constantFrom('STOP', 'stop', 'Unsubscribe', 'cancel', 'END', 'quit', 'opt out', 'revoke', '退订', 'Alto'),
  before: fc.constantFrom('', ' ', '\n', '​', '"', '...', '‏', '¡'),
  after: fc.constantFrom('', ' ', '!', '!!!', '.', ' 🙏', '\n\n', '⁠', '"'),
});
test.prop([dressed])('an opt-out word alone is an opt-out, however it is dressed', ({ word, before, after }) => {
  expect(understand(before + word + after).intent).toBe('opt-out');
});

test.prop([fc.string({ unit: 'binary', maxLength: 300 })])('answers any text at all with one known intent', (text) => {
  const understood = understand(text);
  expect(INTENTS).toContain(understood.intent);
  expect(understand(text)).toEqual(understood);
});

const scraps = fc.array(
  fc.constantFrom(
    ...'I can pay will $120 120 50.5 1,200 tomorrow friday next on the 15th 12/05 31 31/02 feb 30 not but if half stop by ok paid owe mañana el viernes 明天 还 500 块 个 月底 , . ? \n 🙏 in 3 999 days weeks k am dollars €9'.split(
      ' ',
    ),
  ),
  { maxLength: 14 },
);
test.prop([scraps, fc.date({ min: new Date('2024-01-01'), max: new Date('2031-12-31'), noInvalidDate: true })], { numRuns: 1_000 })(
  'a promise is never for a past day, and its amount is whole minor units above zero',
  (words, date) => {
    const day = date.toISOString().slice(0, 10);
    const { intent, amountMinor, dueOn } = understandReply(words.join(' '), { today: day, currency: 'USD' });
    if (dueOn !== undefined) expect(dueOn >= day && addDays(dueOn, 0) === dueOn).toBe(true);
    if (amountMinor !== undefined) expect(Number.isSafeInteger(amountMinor) && amountMinor > 0).toBe(true);
    expect(intent === 'promise').toBe(amountMinor !== undefined || dueOn !== undefined);
  },
);

test.prop([fc.integer({ min: 1, max: 99_999_999 }), fc.integer({ min: 1, max: 6 })])(
  'reads back the amount and day that a debtor writes',
  (minor, days) => {
    const amount = (minor / 100).toLocaleString('en-US', { minimumFractionDigits: 2 });
    expect(understand(`I can pay $${amount} in ${days} days`)).toEqual({
      intent: 'promise',
      amountMinor: minor,
      dueOn: addDays(today, days),
    });
  },
);
