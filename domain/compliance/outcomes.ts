import type { Channel, HistoryEvent, Outcome } from './facts.ts';

const CALL: readonly Outcome[] = [
  'conversation',
  'answered_dropped',
  'voicemail_left',
  'voicemail_no_message',
  'no_answer',
  'rejected',
  'busy',
  'not_in_service',
];
const MESSAGE: readonly Outcome[] = ['sent', 'delivered', 'read', 'replied', 'not_in_service'];
const VISIT: readonly Outcome[] = ['conversation', 'no_answer', 'sent', 'delivered'];
const CALLS: ReadonlySet<Channel> = new Set(['voice', 'rvm', 'whatsapp_call', 'personal_phone']);

/** All an event may still turn out to have been, besides a failure that never left our side: its outcome once that is known. */
export function possibleOutcomes({ channel, outcome }: HistoryEvent): readonly Outcome[] {
  if (outcome !== 'pending') return [outcome];
  if (CALLS.has(channel)) return CALL;
  return channel === 'visit' ? VISIT : MESSAGE;
}

/** Whether an event had, or may still turn out to have had, one of these outcomes. */
export const couldBe = (event: HistoryEvent, outcomes: readonly string[]): boolean =>
  possibleOutcomes(event).some((outcome) => outcomes.includes(outcome));
