import { createHmac } from 'node:crypto';
import { KEY_PREFIX } from '#api/api-key.ts';
import type { MemberRole } from '#api/scopes.ts';
import { inputId } from '#db/input-id.ts';

/** The same in every installation, so that a start that was cut short goes on where it stopped. */
const idOf = (...names: string[]): string => inputId('demo', ...names);

export type DemoMember = { id: string; name: string; email: string; role: MemberRole; sees: readonly string[] };
const member = (name: string, email: string, role: MemberRole, sees: readonly string[]): DemoMember => ({
  id: idOf('member', email),
  name,
  email,
  role,
  sees,
});

/** What a demo user signs in with, whoever it is. */
export const DEMO_PASSWORD = 'northquay-demo';

const BANK = {
  id: idOf('creditor', 'bank'),
  name: 'Northfield Example Bank, N.A.',
  collector: 'first_party',
  creditorType: 'bank',
  number: '+12025550171',
} as const;
const LENDER = {
  id: idOf('creditor', 'lender'),
  name: 'Harbor Example Lending',
  collector: 'first_party',
  creditorType: 'lending_company',
  number: '+12025550172',
} as const;

/** Works its own debts; an agency may not text through Twilio (PF-SMS-1). */
export const NORTHQUAY = {
  id: idOf('tenant', 'northquay'),
  name: 'Northquay Financial (sandbox)',
  creditors: [BANK, LENDER],
  playbookId: idOf('playbook', 'northquay'),
  providerAccountId: idOf('provider-account', 'northquay'),
  supervisor: 'Rosalind Achterberg',
  members: [
    member('Dana Whitlock', 'dana@northquay.example', 'collector', [BANK.id, LENDER.id]),
    member('Ibrahim Sesay', 'ibrahim@northquay.example', 'collector', [LENDER.id]),
    member('Helena Voss', 'helena@northquay.example', 'strategist', [BANK.id, LENDER.id]),
    member('Rosalind Achterberg', 'rosalind@northquay.example', 'supervisor', [BANK.id, LENDER.id]),
    member('Marcus Oyelaran', 'marcus@northquay.example', 'admin', [BANK.id, LENDER.id]),
  ],
} as const;

const CREDIT_UNION = {
  id: idOf('creditor', 'credit-union'),
  name: 'Lakeview Example Credit Union',
  collector: 'third_party',
  creditorType: 'credit_union',
} as const;

/** Sees nothing of Northquay. */
export const WESTHAVEN = {
  id: idOf('tenant', 'westhaven'),
  name: 'Westhaven Example Recovery',
  creditors: [CREDIT_UNION],
  playbookId: idOf('playbook', 'westhaven'),
  members: [
    member('Ingrid Solheim', 'ingrid@westhaven.example', 'admin', [CREDIT_UNION.id]),
    member('Tom Barlow', 'tom@westhaven.example', 'collector', [CREDIT_UNION.id]),
  ],
} as const;

export type DemoTenant = typeof NORTHQUAY | typeof WESTHAVEN;

/** The key by which the sandbox's debtors find accounts and pay, as a lender's core system would. */
export const sandboxKey = (secret: string): string =>
  KEY_PREFIX + createHmac('sha256', secret).update('demo:sandbox-key').digest('base64url');

/** What the sandbox has to know to serve the demo: which numbers are ours, where texts to them go, and its key. */
export const sandboxEnvironment = ({ secret, origin }: { secret: string; origin: string }): Record<string, string> => ({
  C1_SANDBOX_KEY: sandboxKey(secret),
  C1_SANDBOX_NUMBERS: NORTHQUAY.creditors.map(({ number }) => number).join(','),
  C1_SANDBOX_SMS_URL: `${origin}/webhooks/twilio/${NORTHQUAY.providerAccountId}/message`,
});
