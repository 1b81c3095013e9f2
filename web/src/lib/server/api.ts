import type { AsyncLocalStorage } from 'node:async_hooks';
import type { RequestContext } from '#api/request-context.ts';

const KEY = Symbol.for('c1.request');

/** Where the API of this process listens, handed over on a global symbol: see api/request-context.ts. */
export function apiOrigin(): string {
  const context = (globalThis as { [KEY]?: AsyncLocalStorage<RequestContext> })[KEY]?.getStore();
  if (!context) throw new Error('the web is served through the API process');
  return context.origin;
}
