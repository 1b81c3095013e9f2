import { particular } from '../consents.ts';
import { type AttemptSubject, type HistoryEvent, roleOf } from '../facts.ts';

export type Per = 'person' | 'person_group' | 'address' | 'particular_debt' | 'creditor';

/** What events are counted under: which ones it holds, the name its lock goes by, and the debt, if it is about one. */
export type Key = { readonly lock: string; readonly debt: string | undefined; readonly holds: (event: HistoryEvent) => boolean };

type Counting = { readonly per: readonly Per[]; readonly person_group?: readonly string[] };
type Part = { readonly name: string; readonly holds: (event: HistoryEvent) => boolean };

/** The keys of an attempt under a counting rule: one, or one for each debt or creditor it is about. */
export function keysOf(counting: Counting, facts: AttemptSubject): Key[] {
  const byDebt = counting.per.includes('particular_debt') || counting.per.includes('creditor');
  const subjects = byDebt ? facts.attempt.debts : [undefined];
  const keys = subjects.map((subject): Key => {
    const parts = counting.per.map((per) => partOf(per, counting, facts, subject ?? ''));
    const debt = subject === undefined || !counting.per.includes('particular_debt') ? undefined : particular(facts.debts, subject);
    return { lock: parts.map(({ name }) => name).join('+'), debt, holds: (event) => parts.every((part) => part.holds(event)) };
  });
  return [...new Map(keys.map((key) => [key.lock, key])).values()];
}

function partOf(per: Per, { person_group: roles = [] }: Counting, { attempt, debts }: AttemptSubject, debt: string): Part {
  const creditor = debts[debt]?.creditor;
  switch (per) {
    case 'person':
      return { name: `person:${attempt.personId}`, holds: ({ personId }) => personId === attempt.personId };
    case 'person_group':
      return {
        name: `group:${attempt.debtorId}`,
        holds: ({ debtorId, to }) => debtorId === attempt.debtorId && (roles.length === 0 || roles.includes(roleOf(to))),
      };
    case 'address':
      return { name: `address:${attempt.address ?? ''}`, holds: ({ address }) => address === attempt.address };
    case 'particular_debt': {
      const wanted = particular(debts, debt);
      return { name: `debt:${wanted}`, holds: (event) => event.debts.some((id) => particular(debts, id) === wanted) };
    }
    case 'creditor':
      // A debt the facts don't tell of may be this creditor's.
      return {
        name: `creditor:${creditor ?? ''}`,
        holds: (event) => event.debts.some((id) => (debts[id]?.creditor ?? creditor) === creditor),
      };
  }
}
