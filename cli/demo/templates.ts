/** Variables as `activities/render-message.ts` fills them. */
export type DemoTemplate = { key: string; channel: 'sms'; locale: string; text: string };

/**
 * Each names the creditor, says what is open, leaves a choice and tells how to reach a person or to end it; two segments
 * at most. No name: in a wrong number's hands it would tell a stranger whose debt it is. And no letter the carriers'
 * alphabet lacks, since one of them halves what a segment holds.
 */
export const DEMO_TEMPLATES: readonly DemoTemplate[] = [
  {
    key: 'payment-reminder',
    channel: 'sms',
    locale: 'en',
    text: '{{ creditor }}: Hello. A payment on your account is past due; the balance is {{ balance }}. You can pay it in full, or reply with an amount and a day that suit you. Ref {{ reference }}. Reply HELP for a person, STOP to end texts.',
  },
  {
    key: 'payment-options',
    channel: 'sms',
    locale: 'en',
    text: '{{ creditor }}: Hello. {{ balance }} is still open on your account. Would a smaller amount or a later day be easier? Reply with what works for you, or HELP to hear from a person. Ref {{ reference }}. Reply STOP to end texts.',
  },
  {
    key: 'payment-reminder',
    channel: 'sms',
    locale: 'es',
    text: '{{ creditor }}: Hola. Su cuenta tiene un pago vencido; el saldo es {{ balance }}. Puede pagar el total o responder con el monto y la fecha que le convengan. Ref. {{ reference }}. Responda AYUDA para hablar con una persona, STOP para no recibir mensajes.',
  },
  {
    key: 'payment-options',
    channel: 'sms',
    locale: 'es',
    text: '{{ creditor }}: Hola. En su cuenta siguen pendientes {{ balance }}. Si le resulta mejor un monto menor u otra fecha, responda con lo que le convenga, o AYUDA para hablar con una persona. Ref. {{ reference }}. Responda STOP para no recibir mensajes.',
  },
  {
    key: 'payment-reminder',
    channel: 'sms',
    locale: 'zh',
    text: '{{ creditor }}：您好，您的账户有一笔款项已逾期，余额 {{ balance }}。您可以一次付清，也可以回复您方便的金额和日期。编号 {{ reference }}。需人工帮助请回复 HELP，退订请回复 STOP。',
  },
  {
    key: 'payment-options',
    channel: 'sms',
    locale: 'zh',
    text: '{{ creditor }}：您好，您的账户仍有 {{ balance }} 待付。如果先付一部分或改天付款更方便，请直接回复。编号 {{ reference }}。需人工帮助请回复 HELP，退订请回复 STOP。',
  },
];
