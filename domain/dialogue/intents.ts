/** What a debtor's words may mean; one of them for each message. */
export const INTENTS = ['opt-out', 'wrong-person', 'dispute', 'paid', 'promise', 'help', 'unclear'] as const;
export type Intent = (typeof INTENTS)[number];
