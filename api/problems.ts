import type { ErrorRequestHandler, RequestHandler, Response } from 'express';
import { isDatabaseAway } from '#db/database-away.ts';
import type { RefusedReason } from '#domain/case/vocabulary.ts';
import type { Problem } from '#api/contract/common.ts';
import { DomainError, notFound, type ErrorDetail } from '#api/domain-error.ts';

const REFUSALS: Record<RefusedReason, string> = {
  expired: 'The click came too late: the handoff was not taken',
  taken: 'A colleague was first',
  'at-capacity': 'As many handoffs are claimed as may be held at once',
  'handoff-over': 'The handoff is over',
  'not-yours': 'The handoff is not claimed by this caller',
  'hold-unknown': 'The hold is not in force',
  'too-many-holds': 'As many holds are in force as a case can have',
  'promise-amount': 'The amount is not above zero, or more than is owed',
  'promise-day': 'The day has passed, or is too far away for a promise',
  'promise-needed': 'A promise needs its amount and day',
  'case-closed': 'The case is closed',
  'nothing-to-skip': 'The case stands at nothing that could be skipped',
  stuck: 'The case could not take the request; it is shown among what is stuck',
};

/** Every code a caller may meet: its status and a sentence for people. */
const CODES: Record<string, readonly [status: number, title: string]> = {
  malformed: [400, 'The request can not be read'],
  invalid: [400, 'The request is not as the contract says'],
  'key-needed': [400, 'The header Idempotency-Key is missing, or not 8 to 100 plain characters'],
  forged: [401, 'The signature does not fit the request'],
  'wrong-credentials': [401, 'No member has this e-mail address and password'],
  'sign-in': [401, 'Sign in, or send a key that is in force'],
  forbidden: [403, 'This caller may not do that'],
  'other-site': [403, 'The request comes from another site'],
  'not-found': [404, 'There is no such thing'],
  'method-not-allowed': [405, 'That can not be done here'],
  'too-large': [413, 'The request is too large'],
  'unsupported-media': [415, 'The request is of a kind that is not read here'],
  'key-reused': [422, 'The Idempotency-Key was used for something else'],
  'too-many': [429, 'Too many requests; wait a moment'],
  unknown: [500, 'Something went wrong; it has been recorded'],
  unavailable: [503, 'Not available at the moment; try again'],
  'payment-differs': [409, 'A payment with this id was recorded with other particulars'],
  'currency-differs': [409, 'The account is in another currency'],
  'rate-fixed': [409, 'The calendar of this tenant is the real one'],
  'clock-paused': [409, 'The calendar stands still; let it run on first'],
  'file-refused': [409, 'The file was refused as a whole; nothing was stored'],
  ...Object.fromEntries(Object.entries(REFUSALS).map(([code, title]) => [code, [409, title] as const])),
};

export function problemOf(code: string, about: ErrorDetail = {}): Problem {
  const [status, title] = CODES[code] ?? [409, 'Refused'];
  return { type: `urn:c1:problem:${code}`, title, status, code, ...about };
}

export function sendProblem(res: Response, problem: Problem): void {
  res.status(problem.status).type('application/problem+json').send(JSON.stringify(problem));
}

/** Express turns what a route throws into one of these, without a word about how it came to be. */
export const problems: ErrorRequestHandler = (error: unknown, req, res, next) => {
  // Half an answer is out: only hanging up tells the reader that it is no answer.
  if (res.headersSent) return next(error);
  const problem = problemFrom(error);
  if (problem.status >= 500) req.log?.error({ err: error }, 'unexpected');
  sendProblem(res, problem);
};

export const unknownRoute: RequestHandler = (_req, _res, next) => next(notFound());

function problemFrom(error: unknown): Problem {
  if (error instanceof DomainError) return problemOf(error.code, error.about);
  const { status, type } = error as { status?: number; type?: string };
  if (isDatabaseAway(error)) return problemOf('unavailable');
  if (type === 'entity.too.large' || status === 413) return problemOf('too-large');
  if (status === 415) return problemOf('unsupported-media');
  if (status !== undefined && status >= 400 && status < 500) return problemOf('malformed');
  return problemOf('unknown');
}
