import type { Account } from '#lib/api/index.ts';
import { m } from '#lib/i18n/messages.ts';

type Part = 'principalMinor' | 'interestMinor' | 'feesMinor' | 'costsMinor' | 'paidMinor';

/** What a balance is made of, over the accounts of one currency; costs and payments only where there are any. */
export function balanceParts(accounts: readonly Account[], currency: string | null): { label: string; minor: number }[] {
  const sum = (part: Part) =>
    accounts.filter((account) => account.currency === currency).reduce((total, account) => total + account[part], 0);
  const parts = [
    { label: m.principal(), minor: sum('principalMinor'), always: true },
    { label: m.interest(), minor: sum('interestMinor'), always: true },
    { label: m.fees(), minor: sum('feesMinor'), always: true },
    { label: m.costs(), minor: sum('costsMinor'), always: false },
    { label: m.paid(), minor: -sum('paidMinor'), always: false },
  ];
  return parts.filter(({ minor, always }) => always || minor !== 0);
}
