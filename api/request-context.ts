import { AsyncLocalStorage } from 'node:async_hooks';

export type RequestContext = { origin: string };

/** The web build holds its own copy of every module, so what it shares with Express hangs on a global symbol and not on an import. */
const KEY = Symbol.for('c1.request');
const shared = globalThis as { [KEY]?: AsyncLocalStorage<RequestContext> };
export const requestContext = (shared[KEY] ??= new AsyncLocalStorage<RequestContext>());
