import type { Instant } from '#domain/time/clock.ts';
import type { GateFacts } from './facts.ts';

/** Whether the attempt answers the person on the medium that person used, and nothing has gone out on it since. */
export function isReply({ attempt, history }: GateFacts, at: Instant): boolean {
  const asked = attempt.inReplyTo;
  if (!asked || asked.channel !== attempt.channel || asked.at > at) return false;
  return !history.some(
    (event) =>
      event.direction === 'out' &&
      event.personId === attempt.personId &&
      event.channel === asked.channel &&
      event.outcome !== 'failed' &&
      event.at >= asked.at,
  );
}
