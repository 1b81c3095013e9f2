import type { AsyncLocalStorage } from 'node:async_hooks';
import { createServer, request, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';

type Context = AsyncLocalStorage<{ origin: string }>;

/** The built pages in front of an API that runs elsewhere, on one address as browsers know it. */
export async function servePages(api: string, context: Context): Promise<{ origin: string; close: () => Promise<void> }> {
  process.env['PROTOCOL_HEADER'] ??= 'x-c1-protocol';
  const { handler } = (await import(new URL('../build/handler.js', import.meta.url).href)) as { handler: RequestListener };
  const pass: RequestListener = (req, res) => {
    const onward = request(api + (req.url ?? ''), { method: req.method, headers: req.headers }, (answer) => {
      res.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(res);
    });
    onward.on('error', () => res.destroy());
    res.on('close', () => onward.destroy());
    req.pipe(onward);
  };
  const http = createServer((req, res) => {
    if (req.url?.startsWith('/api/')) return pass(req, res);
    req.headers['x-c1-protocol'] = 'http';
    context.run({ origin: api }, () => handler(req, res));
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    close: async () => {
      http.closeAllConnections();
      await new Promise((resolve) => http.close(resolve));
    },
  };
}
