import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { choosePorts } from './stack-ports.ts';

async function taken() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { port: (server.address() as AddressInfo).port, free: () => server.close() };
}

it('steps over a taken port, unless that very port was asked for', async () => {
  const { port, free } = await taken();
  const chosen = await choosePorts({ port });
  expect(chosen.api).toBeGreaterThan(port);
  expect(new Set(Object.values(chosen)).size).toBe(4);
  await expect(choosePorts({ port, firm: true })).rejects.toThrow(`Port ${port} is taken`);
  free();
});
