import type { AsyncLocalStorage } from 'node:async_hooks';

/**
 * Where the API of this process listens. The built web holds its own copy of every module,
 * so the API hands this over on a global symbol instead of an import.
 */
const KEY = Symbol.for('c1.request');

export function apiOrigin(): string {
  const context = (globalThis as { [KEY]?: AsyncLocalStorage<{ origin: string }> })[KEY]?.getStore();
  if (!context) throw new Error('the web is served through the API process');
  return context.origin;
}
