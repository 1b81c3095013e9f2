import { fromNodeHeaders } from 'better-auth/node';
import express, { Router, type RequestHandler } from 'express';
import type { Auth } from '#api/auth.ts';
import { DomainError } from '#api/domain-error.ts';

const CODES: Record<number, string> = { 401: 'wrong-credentials', 403: 'other-site', 429: 'too-many' };

/** Of better-auth's many routes these three; what it refuses becomes a problem document. */
export const signInRouter = (auth: Auth, origin: string) => {
  const pass: RequestHandler = async (req, res) => {
    const headers = fromNodeHeaders(req.headers);
    headers.delete('content-length');
    headers.set('x-forwarded-for', clientOf(req.socket.remoteAddress, req.get('x-forwarded-for')));
    const body = req.method === 'POST' ? JSON.stringify(req.body ?? {}) : undefined;
    const answer = await auth.handler(
      new Request(new URL(req.originalUrl, origin), { method: req.method, headers, ...(body !== undefined && { body }) }),
    );
    if (!answer.ok) throw new DomainError(CODES[answer.status] ?? (answer.status < 500 ? 'invalid' : 'unknown'));
    for (const cookie of answer.headers.getSetCookie()) res.append('set-cookie', cookie);
    res
      .status(answer.status)
      .type('application/json')
      .send(await answer.text());
  };
  return Router()
    .use(express.json({ limit: '16kb' }))
    .post('/sign-in/email', pass)
    .post('/sign-out', pass)
    .get('/get-session', pass);
};

/** Only this machine's own processes, the web's server among them, are believed about whom they speak for. */
function clientOf(peer = '', forwarded: string | undefined): string {
  const local = peer === '::1' || /^(::ffff:)?127\./.test(peer);
  return (local && forwarded?.split(',')[0]?.trim()) || peer.replace('::ffff:', '');
}
