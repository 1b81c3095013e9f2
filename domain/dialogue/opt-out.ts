import type { Normal } from './normalise.ts';

/**
 * The words by which a text asks for no more contact; undefined when it doesn't. In doubt it does.
 * @see 47 CFR 64.1200(a)(10): stop, quit, end, revoke, opt out, cancel and unsubscribe always count; other words when a reasonable person would so understand them
 */
export function optOutWords({ plain }: Normal, locale?: string): string | undefined {
  if (isReaction(plain)) return undefined;
  const whole = keywordAlone(plain, WHOLE) ?? (locale?.startsWith('zh') && /^t$/.test(letters(plain)) ? 't' : undefined);
  if (whole) return whole;
  for (const clause of plain.split(/[.!?;:,\n。！？；，、…¡¿()"“”-]+/)) {
    const alone = keywordAlone(clause, ANYWHERE);
    if (alone) return alone;
  }
  for (const pattern of SENTENCES) {
    const match = pattern.exec(plain);
    if (match) return match[0].trim();
  }
  return undefined;
}

/** A phone's way of saying "liked": it quotes our own text, with our own STOP in it. */
const isReaction = (plain: string) =>
  /^(?:liked|loved|disliked|laughed at|emphasi[sz]ed|questioned|reacted \S{1,12} to|removed an? \w+ from|le (?:gusto|encanto)|se rio de) ["“].*["”]$/s.test(
    plain,
  );

/** Alone in a sentence these say it. */
const ANYWHERE = new Set(
  ['stop', 'stopall', 'unsubscribe', 'optout', 'revoke', 'стоп', 'alto', 'basta', '退订', '停止', '拒收', '取消订阅'].map(fold),
);
/** These mean other things too: they say it as the whole message. */
const WHOLE = new Set([
  ...ANYWHERE,
  ...[
    'cancel',
    'end',
    'quit',
    'pare',
    'paren',
    'parar',
    'detener',
    'cancelar',
    'baja',
    'salir',
    'fin',
    'cese',
    'desuscribir',
    'arret',
    'td',
    '停',
    '取消',
  ],
]);
const FILLERS = new Set(
  'please pls plz now thanks thank thx you u ok okay yes yeah the all these those this texts text texting messages messaging message msgs msg sms calls me it im i just said already immediately por favor ya mensajes gracias de los ahora bye goodbye reply to'.split(
    ' ',
  ),
);

function fold(word: string): string {
  return word.replaceAll('с', 'c').replaceAll('т', 't').replaceAll('о', 'o');
}

const letters = (text: string) => text.replace(/[^\p{L}\p{N}]/gu, '');

/** The keyword that a few words come down to: spaced out, stretched, with a zero for an o, or with a please around it. */
function keywordAlone(words: string, keywords: ReadonlySet<string>): string | undefined {
  if (words.length > 100) return undefined;
  const one = plainWord(letters(words));
  if (keywords.has(one)) return one;
  const tokens = words
    .split(/[^\p{L}\p{N}]+/u)
    .filter((token) => token && !FILLERS.has(token))
    .map(plainWord);
  return tokens.length > 0 && tokens.every((token) => keywords.has(token)) ? tokens[0] : undefined;
}

const plainWord = (word: string) => {
  const spelt = word
    .replaceAll('0', 'o')
    .replace(/^5(?=t)/, 's')
    .replaceAll('1', 'l');
  return /^s+t+o+p+$/.test(spelt) || /^(?:stop){2,}$|^stop(?:2|to)(?:end|stop|quit|cancel)$/.test(spelt) ? 'stop' : spelt;
};

/** "Don't stop" and "can't stop" ask for nothing; "you don't stop" complains. */
const NOT_STOP = String.raw`(?<!(?<!\b(?:you|u|they|yall) )\b(?:dont|do not|cant|cannot|never|couldnt|wont|didnt|not) )`;
const ELSEWHERE = String.raw`(?! (?:by|in|over|at|off|my|pay\w*|getting|having|charging|(?:the |these |all )?(?:\w+ )?(?:fees?|interest|charges?)))\b`;
const US = String.raw`(?: (?:me|us|here|again|anymore|any more|this (?:number|phone)|my (?:number|phone|cell))\b|$|(?=[.!,;\n]))`;

const SENTENCES: RegExp[] = [
  String.raw`${NOT_STOP}\b(?:stop|quit|cease|discontinue)(?: \w+){0,2}? (?:(?:text|txt|messag|msg|contact|call|bother|harass|email|spam|spamm|ping|writ|phon|send)(?:ing|in)|texts|messages|msgs|sms|calls|communications?|contact|spam)\b`,
  String.raw`${NOT_STOP}\bplease stop${ELSEWHERE}`,
  String.raw`${NOT_STOP}\bstop (?:(?:it|this|that)(?= ?(?:$|[.!?,;\n]|now|please))|now\b|already\b|please\b|immediately\b)`,
  String.raw`\b(?:told|asked|said|saying|say|want|need|tell|telling|asking) (?:\w+ ){0,2}?(?:to )?stop(?! the\b)${ELSEWHERE}`,
  String.raw`(?<!\b(?:you|u|they|we|i|if) )\b(?:do not|dont|never|no longer) (?:ever )?(?:text|txt|message|msg|contact|call|bother|harass|email|spam|write|phone)(?: to)?${US}`,
  String.raw`(?<!\b(?:you|u|they|we|i|if) )\b(?:do not|dont|never) (?:ever )?send (?:me |us )?(?:any|more|these|those|texts|messages|stuff)\b`,
  String.raw`\bno more (?:texts?|texting|messages|msgs|sms|calls|contact|communications?|spam)\b`,
  String.raw`\b(?:remove|take|get|drop) me(?: off| out| from)?\b(?! (?:the |this |that |my )?(?:account|loan|card|to|there))`,
  String.raw`\b(?:remove|delete|erase|lose|take) (?:my|this) (?:phone |cell )?(?:number|phone|cell)\b`,
  String.raw`\bunsub\w*`,
  String.raw`\bopt(?:ing|ed)?(?: me)?[ -]?out\b`,
  String.raw`\bstopall\b`,
  String.raw`\bleave (?:me|us) (?:the \w+ )?alone\b`,
  String.raw`\bstop (?:the |this |your |all )*harass\w*`,
  String.raw`\b(?:text|message|call|contact|bother) (?:me|us) no more\b|^(?:i said )?no more\W*$|^no (?:more )?(?:texts?|texting|messages)\b`,
  String.raw`\bcease and desist\b`,
  String.raw`\b(?:revoke|revoking|withdraw|withdrawing) (?:my |all |any )*(?:consent|permission)\b`,
  String.raw`\b(?:dont|do not) (?:want|wish|need)(?: \w+){0,4}? (?:texts|messages|msgs|calls|contacted|texted|called|hear from you|from you)\b`,
  String.raw`\b(?:ya )?no (?:me|nos) (?:vuelvan? a )?(?:escriba[ns]?|mande[ns]?|envie[ns]?|contacte[ns]?|llame[ns]?|moleste[ns]?|textee[ns]?|busque[ns]?|escribir|mandar|enviar|contactar|llamar|molestar)\b`,
  String.raw`\b(?:deje|dejen|deja|dejame|dejeme|dejenme|pare|paren|basta|cesen?)(?: ya)? (?:de|con) (?:\w+ )?(?:escribir|mandar|enviar|molestar|llamar|contactar|textear|acosar|mensajes|mensajitos)\w*`,
  String.raw`\bdej[ae]n?me en paz\b`,
  String.raw`\bno mas (?:mensajes|textos|llamadas|sms)\b`,
  String.raw`\bno quiero (?:\w+ ){0,3}?(?:mensajes|textos|llamadas|sms|escriban|llamen|contacten)\b`,
  String.raw`\b(?:quite|quiten|borre|borren|saque|saquen|elimine|eliminen|remueva|remuevan)(?:me\b| mi (?:numero|telefono|nombre))`,
  String.raw`\b(?:darme|dar|deme|denme|doy) de baja\b`,
  String.raw`\bdesuscrib\w*|\bcancelar (?:mi |la )?suscripcion\b`,
  String.raw`退订|取消订阅|拒收|勿扰|别发了`,
  String.raw`(?:别|不要|请勿|不准|不许|停止|勿)(?:再)?(?:给我)?(?:再)?(?:发(?!愁)|联系|联络|打电话|打扰|打来|骚扰|来电|催)`,
  String.raw`不想(?:再)?(?:收到|接到)`,
].map((source) => new RegExp(source, 'u'));
