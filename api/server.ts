import type { RequestHandler } from 'express';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Logger } from 'pino';
import { connect } from '#db/client.ts';
import { LASTING, SERVING } from '#db/limits.ts';
import { roleUrl, type Role } from '#db/roles.ts';
import { createApp } from '#api/app.ts';
import { createAuth } from '#api/auth.ts';
import { createCaseEngine, type CaseEngine } from '#api/case-engine.ts';
import { createIdentify } from '#api/identify.ts';
import { createHub } from '#api/stream/hub.ts';
import { createWebhooks } from '#api/webhooks/webhooks.ts';

export type ServeOptions = {
  /** Without credentials. */
  database: string;
  secret: string;
  temporal: { address: string; namespace: string };
  /** 0: any free one. */
  port: number;
  /** What providers and browsers call; loopback and the port when left out. */
  publicOrigin?: string;
  logger: Logger;
  /** Pages: as built, from their sources, or none. */
  web: 'built' | 'dev' | 'none';
  now?: () => number;
  /** How often an open stream's sign-in and grants are looked at again. */
  recheckMs?: number;
  /** For tests of the API alone. */
  engine?: CaseEngine;
};
export type Running = { origin: string; close: () => Promise<void> };

/** API, webhooks and pages on one port of this machine. */
export async function serve(options: ServeOptions): Promise<Running> {
  const { database, secret, logger, now = Date.now } = options;
  const http = createServer();
  await new Promise<void>((resolve, reject) => void http.once('error', reject).listen(options.port, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  const publicOrigin = options.publicOrigin ?? origin;
  const as = (role: Role, max: number, limits = SERVING) => connect(roleUrl(database, role, secret), max, limits);
  const [app, gate, ingest, authDb, relay] = [as('app', 10, LASTING), as('gate', 2), as('ingest', 4), as('auth', 6), as('relay', 2)];
  const auth = createAuth(authDb.db, { origin: publicOrigin, secret });
  const engine = options.engine ?? createCaseEngine(options.temporal);
  const hub = await createHub(relay, logger);
  const webhooks = createWebhooks({ ingest: ingest.db, secret, publicOrigin, now, logger });
  const deps = {
    app: app.db,
    gate: gate.db,
    ingest: ingest.db,
    auth,
    identify: createIdentify(auth, authDb.db),
    engine,
    hub,
    recheckMs: options.recheckMs ?? 20_000,
    secret,
    origin,
    publicOrigin,
    now,
    logger,
  };
  http.on('request', createApp({ ...deps, webhooks: webhooks.router, web: await pages(options.web, http) }));
  return {
    origin,
    async close() {
      const closed = new Promise((resolve) => http.close(resolve));
      http.closeIdleConnections();
      await webhooks.settled();
      http.closeAllConnections();
      await closed;
      await hub.close();
      await Promise.all([app.end(), gate.end(), ingest.end(), authDb.end(), relay.end(), engine.close()]);
    },
  };
}

async function pages(web: ServeOptions['web'], http: Server): Promise<RequestHandler | undefined> {
  if (web === 'none') return undefined;
  return web === 'built' ? built() : developing(http);
}

/** adapter-node takes every request for https unless a header says otherwise, and would then refuse forms. */
async function built(): Promise<RequestHandler> {
  process.env['PROTOCOL_HEADER'] ??= 'x-c1-protocol';
  const { handler } = (await import(new URL('../web/build/handler.js', import.meta.url).href)) as { handler: RequestHandler };
  return (req, res, next) => {
    req.headers['x-c1-protocol'] = 'http';
    return handler(req, res, next);
  };
}

async function developing(http: Server): Promise<RequestHandler> {
  const { createServer: createVite } = await import('vite');
  const vite = await createVite({ configFile: 'web/vite.config.ts', server: { middlewareMode: true, ws: { server: http } } });
  return vite.middlewares as unknown as RequestHandler;
}
