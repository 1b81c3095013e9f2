import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';

/** Whether `port` on the loopback can be listened on. */
export async function isFree(port: number): Promise<boolean> {
  const server = createServer().listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
  } catch {
    return false;
  }
  server.close();
  await once(server, 'close');
  return true;
}

/**
 * Any free port. Below those that the system gives to connections: one of these might be somebody's before the server that
 * it was chosen for listens.
 */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < 100; tries++) {
    const port = randomInt(20_000, 32_000);
    if (await isFree(port)) return port;
  }
  throw new Error('no free port');
}

/** The first free port from `wanted` up that is not in `taken`; any free port when `wanted` is 0. */
export async function nextFree(wanted: number, taken: ReadonlySet<number> = new Set()): Promise<number> {
  if (wanted === 0) return freePort();
  for (let port = wanted; port < wanted + 100 && port < 65_536; port += 1) if (!taken.has(port) && (await isFree(port))) return port;
  return freePort();
}
