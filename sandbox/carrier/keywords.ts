/**
 * Twilio's opt-out words for ordinary numbers: the whole message, in any case. It blocks and unblocks by itself and passes the words on.
 * @see https://help.twilio.com/articles/223134027
 */
const STOP = new Set(['stop', 'stopall', 'unsubscribe', 'cancel', 'end', 'quit', 'optout', 'revoke']);
const START = new Set(['start', 'yes', 'unstop']);

export function keyword(body: string): 'stop' | 'start' | undefined {
  const word = body.trim().toLowerCase();
  if (STOP.has(word)) return 'stop';
  return START.has(word) ? 'start' : undefined;
}
