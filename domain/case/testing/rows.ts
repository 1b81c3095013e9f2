import type { Case } from '#domain/case/case.ts';
import type { AccountFact, ContactPointFact, Facts } from '#domain/case/facts.ts';
import type { CaseEvent, CaseInput } from '#domain/case/vocabulary.ts';

/** What the transaction that brought an input has written beside it: ledger, latch, account. */
export function beforeInput(facts: Facts, input: CaseInput): Facts {
  switch (input.type) {
    case 'PaymentPosted':
      return withAccount(facts, input.accountId, (a) => ({ ...a, balanceMinor: Math.max(0, a.balanceMinor - input.amountMinor) }));
    case 'AccountRecalled':
      return withAccount(facts, input.accountId, (a) => ({ ...a, status: 'recalled' }));
    case 'AccountClosed':
      return withAccount(facts, input.accountId, (a) => ({ ...a, status: 'closed' }));
    case 'OptedOut':
      return withPoints(facts, (point, partyId) => (partyId === input.partyId ? { ...point, usable: { sms: false } } : point));
    default:
      return facts;
  }
}

/** What the projections of a decision have written, for the next one to read. */
export function afterEvents(facts: Facts, before: Case, events: readonly CaseEvent[]): Facts {
  return events.reduce((rows, event) => {
    switch (event.type) {
      case 'WrongPersonReported':
        return withPoints(rows, (point) => (point.id === event.contactPointId ? { ...point, usable: { sms: false } } : point));
      case 'AccountEnded':
        return withAccount(rows, event.accountId, (a) => (a.status === 'open' ? { ...a, status: 'closed' } : a));
      case 'HandoffCompleted':
      case 'HandoffWithdrawn': {
        const { claimedBy: by, claimedAt } = before.handoff ?? {};
        const ended = { id: event.handoffId, ...(by && { by }), ...(claimedAt !== undefined && { at: claimedAt }) };
        return { ...rows, endedHandoffs: [...(rows.endedHandoffs ?? []), ended] };
      }
      default:
        return rows;
    }
  }, facts);
}

const withAccount = (facts: Facts, id: string, change: (account: AccountFact) => AccountFact): Facts => ({
  ...facts,
  accounts: facts.accounts.map((account) => (account.id === id ? change(account) : account)),
});
const withPoints = (facts: Facts, change: (point: ContactPointFact, partyId: string) => ContactPointFact): Facts => ({
  ...facts,
  people: facts.people.map((person) => ({ ...person, contactPoints: person.contactPoints.map((point) => change(point, person.partyId)) })),
});
