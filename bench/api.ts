import { setTimeout as pause } from 'node:timers/promises';

/** What an answer is read for; whatever else it holds is its contract's business. */
type Body = { status?: string; ref?: string | null; look?: string; id?: string };
export type Answer = { status: number; body: Body };
type Sent = { json?: unknown; form?: FormData; key?: string };
/** Calls the API as somebody, by path below /api/v1. */
export type Api = (method: 'GET' | 'POST', path: string, sent?: Sent) => Promise<Answer>;

export const apiAs =
  (origin: string, identity: Record<string, string>): Api =>
  async (method, path, { json, form, key } = {}) => {
    const response = await fetch(`${origin}/api/v1${path}`, {
      method,
      headers: {
        ...identity,
        ...(json !== undefined && { 'content-type': 'application/json' }),
        ...(key !== undefined && { 'idempotency-key': key }),
      },
      ...(form ? { body: form } : json !== undefined && { body: JSON.stringify(json) }),
    });
    const text = await response.text();
    return { status: response.status, body: text === '' ? {} : (JSON.parse(text) as Body) };
  };

/** A person's cookie, as a browser gets it. */
export async function signIn(origin: string, email: string, password: string): Promise<string> {
  const response = await fetch(`${origin}/api/v1/auth/sign-in/email`, {
    method: 'POST',
    // As a browser does: a sign-in that hides where it was typed is refused.
    headers: { 'content-type': 'application/json', origin },
    body: JSON.stringify({ email, password }),
  });
  await response.text();
  if (!response.ok) throw new Error(`a sign-in was answered ${response.status}`);
  return response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ');
}

const LOOK_EVERY_MS = 10;

/**
 * Asks something of a case and waits until it has said yes; a request that was only taken down is looked at until it is decided.
 * @returns real ms from the click to the yes, and the id of what it made
 * @throws Error when it is refused
 */
export async function confirmed(api: Api, path: string, json?: unknown): Promise<{ ms: number; ref: string; late: boolean }> {
  const began = performance.now();
  const answer = await api('POST', path, { key: crypto.randomUUID(), ...(json !== undefined && { json }) });
  const late = answer.status === 202;
  let { body } = answer;
  const look = (body.look ?? '').replace('/api/v1', '');
  while (late && body.status === 'pending') {
    await pause(LOOK_EVERY_MS);
    ({ body } = await api('GET', look));
  }
  if (body.status !== 'accepted') throw new Error(`${path} was answered ${answer.status}: ${JSON.stringify(body)}`);
  return { ms: performance.now() - began, ref: body.ref ?? '', late };
}
