import { NEW_CASE, type Case } from '#domain/case/case.ts';
import { facts, tell, the, TUESDAY, type Told } from '#domain/case/testing/given.ts';
import type { AttemptStatus } from '#domain/contact/attempt-status.ts';
import type { CaseInput, Refusal } from '#domain/case/vocabulary.ts';

/** Where cases usually stand when something happens to them. */
export const placed = (rows = facts(), now = TUESDAY): Told => tell(NEW_CASE, { type: 'CasePlaced' }, { rows, now });
/** The first message is on its way. */
export const writing = (rows = facts(), now = TUESDAY): Case => placed(rows, now).state;
/** The first message has arrived, and the case waits two days for an answer. */
export const waiting = (rows = facts(), now = TUESDAY): Case => tell(writing(rows, now), ends(writing(rows, now)), { rows, now }).state;

export const ends = (state: Case, status: AttemptStatus = 'delivered', refusal?: Refusal): CaseInput => ({
  type: 'AttemptEnded',
  attemptId: state.attempts[0]?.id ?? '',
  status,
  ...(refusal && { refusal }),
});
let messages = 0;
export const says = (
  intent: Extract<CaseInput, { type: 'MessageReceived' }>['intent'],
  more: Partial<Extract<CaseInput, { type: 'MessageReceived' }>> = {},
): CaseInput => ({
  type: 'MessageReceived',
  messageId: `message-${++messages}`,
  partyId: 'debtor',
  contactPointId: 'mobile',
  intent,
  ...more,
});

/** Before people, claimed by Ann. */
export const claimed = (from: Case = waiting(), { rows = facts(), now = TUESDAY } = {}): Case => {
  const offered = tell(from, says('help'), { rows, now });
  const { handoffId } = the('HandoffOffered', offered.events);
  return tell(offered.state, { type: 'ClaimHandoff', handoffId, by: 'ann', requestedAt: now }, { rows, now }).state;
};
export const pays = (
  amountMinor: number,
  more: Partial<Extract<CaseInput, { type: 'PaymentPosted' }>> = {},
): Extract<CaseInput, { type: 'PaymentPosted' }> => ({ type: 'PaymentPosted', entryId: 'entry', accountId: 'loan', amountMinor, ...more });
