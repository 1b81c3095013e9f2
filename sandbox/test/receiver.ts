import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import type { ChannelProvider, ProviderEvent } from '#activities/channels/provider.ts';

export type Receiver = { origin: string; events: ProviderEvent[]; tokens: string[]; answer: (n: number) => number; close(): Promise<void> };

/** Stands where the API's webhooks stand: reads each request by the real adapter, and answers as a test wants. */
export async function receiver(provider: () => ChannelProvider, port = 0): Promise<Receiver> {
  let requests = 0;
  const server = createServer((req, res) => {
    void buffer(req).then((body) => {
      const answered = self.answer(requests++);
      if (answered >= 200 && answered < 300) {
        const headers = Object.fromEntries(Object.entries(req.headers).map(([name, value]) => [name, value?.toString()]));
        self.events.push(...provider().parseWebhook({ url: self.origin + req.url, headers, body }));
        self.tokens.push(headers['i-twilio-idempotency-token'] ?? '');
      }
      res.writeHead(answered).end();
    });
  }).listen(port, '127.0.0.1');
  await once(server, 'listening');
  const self: Receiver = {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    events: [],
    tokens: [],
    answer: () => 200,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return self;
}
