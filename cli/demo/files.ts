import { NORTHQUAY } from '#cli/demo/cast.ts';

const [bank, lender] = NORTHQUAY.creditors;

/** What the demo starts with, from the root of the repository. The tour's debtors come first, so that they are the first to be written to. */
export const DEMO_FILES = [
  { creditor: lender, file: 'examples/harbor-loans.csv', mapping: 'examples/harbor-loans.mapping.json' },
  { creditor: bank, file: 'examples/us-cards-150.csv', mapping: 'examples/us-cards.mapping.json' },
] as const;
