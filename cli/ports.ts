import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';

/** Whether `port` on the loopback can be listened on; 0 always can. Answers the port, or undefined when it is taken. */
async function probe(port: number): Promise<number | undefined> {
  const server = createServer().listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
  } catch {
    return undefined;
  }
  const found = (server.address() as AddressInfo).port;
  server.close();
  await once(server, 'close');
  return found;
}

export const freePort = async (): Promise<number> => (await probe(0)) ?? Promise.reject(new Error('no free port'));

export const isFree = async (port: number): Promise<boolean> => (await probe(port)) !== undefined;

/** The first free port from `wanted` up that is not in `taken`; any free port when `wanted` is 0. */
export async function nextFree(wanted: number, taken: ReadonlySet<number> = new Set()): Promise<number> {
  if (wanted === 0) return freePort();
  for (let port = wanted; port < wanted + 100 && port < 65_536; port += 1) if (!taken.has(port) && (await isFree(port))) return port;
  return freePort();
}
