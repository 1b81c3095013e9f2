import { sentences, type Normal } from './normalise.ts';

/** Says that the person reached is not the debtor. */
export function saysWrongPerson({ plain, cased }: Normal): boolean {
  return WRONG_PERSON.some((pattern) => pattern.test(plain)) || NOT_BY_NAME.test(cased);
}

/** Denies the debt or its amount. */
export const saysDispute = ({ plain }: Normal): boolean => DISPUTE.some((pattern) => pattern.test(plain));

/** Says that the debt was paid, whatever the ledger says. */
export function saysPaid({ plain, accented }: Normal): boolean {
  if (/(?:^|[^\p{L}])pagué(?!\p{L})/u.test(accented) && !/(?:^|[^\p{L}])(?:no|cuando|si|hasta que)[^\p{L}](?:[^.!?]*)pagué/u.test(accented))
    return true;
  return sentences(plain).some(
    (sentence) => !/^(?:has|have|did|was|is|were|ya|se)\b.*\?/.test(sentence) && PAID.some((pattern) => isClaimed(sentence, pattern)),
  );
}

/** Asks who we are or what this is. */
export const asksForHelp = ({ plain }: Normal): boolean => HELP.some((pattern) => pattern.test(plain));

/** What comes before a "paid" can turn it into a plan, a condition or its opposite. */
const UNPAID_BEFORE =
  /\b(?:not|havent|have not|hasnt|havnt|never|isnt|wasnt|arent|aint|didnt|until|till|when|once|after|before|if|unless|will|ill|gonna|going to|no|aun|todavia|cuando|si|hasta)\b|没|未|不|如果|等|会|要|将|打算|明天|后天|下/;

function isClaimed(sentence: string, pattern: RegExp): boolean {
  const match = pattern.exec(sentence);
  return (
    match !== null &&
    !UNPAID_BEFORE.test(sentence.slice(0, match.index)) &&
    !/^(?:吗|么|没)/.test(sentence.slice(match.index + match[0].length))
  );
}

const WRONG_PERSON = [
  /\bwrong (?:number|person|guy|man|woman|lady|phone|one|contact|individual|dude|#)/,
  /\b(?:no one|nobody|noone|no body|no \w+) (?:here )?(?:by|with|of) (?:that|this|the) name\b|\b(?:no one|nobody|noone) (?:here )?(?:named|called)\b/,
  /\b(?:im|i am|this is|its|thats|that is|it is) not (?:him|her|them|me\b|the (?:right )?person|who you|that person|this person)/,
  /\b(?:this|that|it) (?:isnt|is not|aint) (?:him|her|them|me)\b/,
  /\bnot my name\b/,
  /\b(?:dont|do not) know (?:who (?:that|he|she) is|(?:this|that|any|a) (?:person|guy|man|woman|name)\b|him\b|her\b|any(?:one|body) (?:by|named|called))/,
  /\b(?:doesnt|does not|dont|no longer|not) live (?:here|at)\b/,
  /\b(?:no longer|isnt|not) (?!(?:a|the|my|your|this|that|on|by) )(?:\w+ )?\w+ (?:number|phone) ?(?:anymore|any more)?(?:$|[.!,;\n])/,
  /\b(?:numero|persona|telefono|contacto) (?:es )?(?:equivocad[oa]|incorrect[oa])\b|\bequivoc\w+ de (?:numero|persona)\b/,
  /\bno soy (?:esa|ese|el|ella|la persona|yo|quien)\b|\bno me llamo\b|\bno conoz?c(?:o|emos) a\b/,
  /\baqui no (?:vive|esta|hay)\b|\bya no (?:es|tiene) (?:su|este|ese) (?:numero|telefono)\b/,
  /打错|发错|弄错人|搞错人|找错|认错人|号码(?:是)?错|错号|不是(?:他|她|这个人|此人|本人)|不认识(?:这|此|该|他|她|你说)|查无此人|没有这个人|没这个人/,
];
/** "I'm not Maria": only the capital tells a name from a verb. */
const NOT_BY_NAME =
  /(?:^|[.!,;\n] ?)(?:[Tt]his is|[Ii]m|[Ii] am|[Nn]o soy|[Yy]o no soy) (?:not )?(?<=not |soy )(?!\w+ing\b)\p{Lu}\p{Ll}+(?: \p{Lu}\p{Ll}+)*(?= ?(?:$|[.!,;\n]))/u;

const DISPUTE = [
  /(?<!\b(?:not|dont|do not|no|never|cant|wont)(?: \w+){0,2} )\bdisput(?:e|es|ed|ing)\b/,
  /\b(?:not|isnt|aint|never|wasnt) my (?:debt|account|bill|loan|card|responsibility|charges?)\b/,
  /\b(?:isnt|is not|not|aint) mine\b/,
  /\b(?:dont|do not|didnt|never|doesnt) (?:even |actually )?ow(?:e|ed)\b/,
  /\bnever (?:had|opened|signed|took|taken|applied|borrowed|agreed)\b/,
  /\b(?:dont|do not|didnt|did not) (?:recogni[sz]e|open|sign|have (?:an|any|this|that|a) (?:account|debt|loan|card))\b/,
  /\bfraud\w*|\bidentity (?:theft|stolen)|\bstole(?:n)? (?:my )?identity|\bscam(?:mers?|ming)?\b/,
  /\b(?:wrong|incorrect|inaccurate) (?:amount|balance|total|figures?)\b/,
  /\b(?:amount|balance|total|bill)(?: you \w+)? (?:is|are|looks|seems) (?:wrong|incorrect|not|off|too (?:high|much))\b|\b(?:amount|balance|total|bill) (?:isnt|doesnt look) (?:right|correct)\b/,
  /\bprove it\b|\b(?:prove|validate|verify|validation of|verification of|proof of|proof that) (?:i owe|(?:(?:it|this|that|the|my) )?(?:debt|account))/,
  /\bcontest (?:this|the|it)\b/,
  /(?<!\bno )\bdisputo\b|(?<!\bno )\bdisputar\b/,
  /\bno es (?:mi (?:deuda|cuenta|prestamo|tarjeta)|mi[ao])\b/,
  /\bno (?:le |les |te |lo |la )?(?:debo|reconozco)\b|\bno he (?:pedido|abierto|firmado)\b|\bnunca (?:abri|firme|pedi|tuve|saque|he tenido)\b/,
  /\bfraude\b|\bestafa\b|\brobo de identidad\b|\bestafador(?:es)?\b/,
  /\b(?:monto|saldo|cantidad|total) (?:es |esta )?(?:incorrect[oa]|equivocad[oa]|mal)\b/,
  /(?<!没|无|没有|不是)(?:异议|争议)|不是我(?:的|欠|借|办)|(?<!还)(?:没有?|从来没有?|从没|从未|未|并没有?)(?:欠|借(?!口)|办过|申请过?|开过)|不欠|诈骗|骗子|骗人|盗用|冒用|(?:金额|数额|余额|账单|数目)(?:不对|有误|错)|不承认|不认账/,
];

const PAID = [
  /\balready (?:\w+ )?(?:paid|payed|settled)\b|\b(?:paid|payed|settled)(?: \w+){0,2} already\b/,
  /\b(?:i|we|ive|weve|i have|we have|she|he|they|(?:my )?(?:wife|husband|mom|dad|mother|father|son|daughter|brother|sister|insurance))(?: just| already| have| has| had)* (?:paid|payed)\b(?! (?:my |the )?(?:rent|mortgage))/,
  /(?<!\b(?:get|gets|got|be|to|im|getting|been|being|them) )\bpaid (?:it|this|that|in full|off|yesterday|today|last|you|online|via|the (?:bill|balance|full|debt|whole|account))\b/,
  /\b(?:payment|check)(?: was| has been| is| got)? (?:sent|made|mailed|posted|cleared|went through)\b|\b(?:made|mailed|just sent|already sent) (?:a |the |my |you |full |in )*(?:payment|check)\b/,
  /\b(?:its|it is|has been|was|been|this is|debt is|account is|bill is|its been) (?:already |all |fully )?(?:paid|settled)\b(?! (?:on|every|by) (?:the|fri|mon|tue|wed|thu|sat|sun))/,
  /^(?:all |just |done )?paid(?: up| off| already)?\W*$/,
  /\bya (?:lo |la |les |le |se |te |los |las )*(?:pague|pagamos|deposite|transferi|liquide|abone|cubri)\b/,
  /\b(?:esta|quedo|fue) (?:pagad[oa]|liquidad[oa]|saldad[oa])\b|\bhe(?:mos)? pagado\b|^pagad[oa]\W*$/,
  /\b(?:hice|hicimos|realice|envie|mande) (?:ya )?(?:el|un|mi|los) (?:pago|deposito|transferencia)\b/,
  /(?:已经?|早就?|刚刚?|昨天|前天|上周|上个?月)(?:就|都|把\S{0,4})?(?:还|付|缴|交|结|转)(?:清|完|过|款|钱|账|掉|给\S{1,3})*了?/,
  /(?:还|付|缴|结|转账?)(?:清|完|过|掉|款)?了/,
];

const HELP = [
  /^\W*(?:help|info|ayuda|informacion|帮助)(?: me| please| pls)?\W*$/,
  /\bwho (?:is|are|r) (?:this|you|u|it)\b|\bwho dis\b|\bwhos this\b|\bwho am i (?:talking|speaking|texting)/,
  /\bwhat(?: is|s) (?:this|it|that)(?: all)?(?: about| for| regarding)?\b|\bwhat (?:company|debt|account|bank)\b|\bwhat(?: do| am) i ow(?:e|ing)\b/,
  /\bhow (?:much|do i pay|can i pay|to pay|much do i owe)\b|\bwhere (?:do|can) i pay\b|\bneed help\b/,
  /\bquien (?:es|eres|son)\b|\bde que (?:se trata|es)\b|\bcuanto (?:debo|es)\b|\bcomo (?:pago|puedo pagar)\b/,
  /你是谁|你们?是(?:谁|哪)|什么(?:公司|事|钱|账|欠款)|怎么(?:还|付)|欠(?:了)?多少|哪里/,
];
