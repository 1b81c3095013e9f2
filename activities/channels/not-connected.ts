/**
 * True when a failed `fetch` proves that no connection was made, so that no byte of the request was written.
 * A reset, a time-out or a closed socket proves nothing.
 */
export function notConnected(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : undefined;
  // Several addresses tried: each must have been refused.
  if (cause instanceof AggregateError) return cause.errors.length > 0 && cause.errors.every(atConnect);
  return atConnect(cause);
}

function atConnect(cause: unknown): boolean {
  if (!(cause instanceof Error)) return false;
  if ('code' in cause && cause.code === 'UND_ERR_CONNECT_TIMEOUT') return true;
  return 'syscall' in cause && (cause.syscall === 'connect' || cause.syscall === 'getaddrinfo');
}
