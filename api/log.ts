import pino, { type Logger } from 'pino';
import { pinoHttp } from 'pino-http';

/** @param level `silent` for none */
export const createLog = (level = 'info', destination?: pino.DestinationStream): Logger =>
  pino({ level, base: null, serializers: { err: safeError, error: safeError } }, destination ?? pino.destination({ fd: 1, sync: false }));

/**
 * An error without what it may quote. A database's message repeats the values of the statement, which may be somebody's;
 * its code and constraint say enough.
 */
export function safeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { type: typeof error };
  const { code, constraint_name: constraint, table_name: table } = databaseError(error) ?? {};
  const frames = error.stack?.split('\n').filter((line) => /^\s+at /.test(line));
  return {
    type: error.name,
    code,
    constraint,
    table,
    ...(code === undefined && { message: error.message }),
    at: frames?.slice(0, 8).join('\n'),
  };
}

type DatabaseError = { code?: unknown; constraint_name?: unknown; table_name?: unknown };

/** What a failed statement says of itself: the innermost error with a code. Undefined when no statement failed. */
function databaseError(error: Error): DatabaseError | undefined {
  let found: DatabaseError | undefined;
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    const ofDatabase = at.name === 'PostgresError' || at.name === 'DrizzleQueryError' || 'query' in at;
    if (ofDatabase || (found && 'code' in at)) found = { code: 'query-failed', ...at };
  }
  return found;
}

type Asked = { method: string; url: string; originalUrl?: string };

/** One line a request: no body, no header, no query but an attempt's id. */
export const requestLog = (log: Logger) =>
  pinoHttp({
    logger: log,
    // Its own wrapping would write an error out whole before ours sees it.
    wrapSerializers: false,
    serializers: {
      req: ({ method, url, originalUrl = url }: Asked) => ({ method, url: safeUrl(originalUrl) }),
      res: ({ statusCode }: { statusCode: number }) => ({ statusCode }),
      err: safeError,
    },
    customLogLevel: (_req, res, error) => (error || res.statusCode >= 500 ? 'error' : res.statusCode < 400 ? 'debug' : 'info'),
  });

function safeUrl(url: string): string {
  const [path = '', query] = url.split('?', 2);
  const attempt = query && new URLSearchParams(query).get('attempt');
  return attempt ? `${path}?attempt=${attempt}` : path;
}
