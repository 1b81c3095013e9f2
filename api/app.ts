import express, { type RequestHandler, type Router } from 'express';
import helmet from 'helmet';
import type { Logger } from 'pino';
import { sql } from 'drizzle-orm';
import type { Db } from '#db/client.ts';
import type { Auth } from '#api/auth.ts';
import { needs, signedIn, type Identify } from '#api/caller.ts';
import type { CaseEngine } from '#api/case-engine.ts';
import { Health } from '#api/contract/health.ts';
import { requestLog } from '#api/log.ts';
import { problems, unknownRoute } from '#api/problems.ts';
import { withCursor } from '#api/reply.ts';
import { requestContext } from '#api/request-context.ts';
import { casesRouter } from '#api/routes/cases.ts';
import { docsRouter, openapiRouter } from '#api/routes/docs.ts';
import { handoffsRouter } from '#api/routes/handoffs.ts';
import { killSwitchesRouter } from '#api/routes/kill-switches.ts';
import { moneyRouter } from '#api/routes/money.ts';
import { placementsRouter } from '#api/routes/placements.ts';
import { requestsRouter } from '#api/routes/requests.ts';
import { sessionRouter } from '#api/routes/session.ts';
import { signInRouter } from '#api/routes/sign-in.ts';
import { ownHost } from '#api/own-host.ts';
import { sameOrigin } from '#api/same-origin.ts';
import { sealCursor } from '#api/stream/cursor.ts';
import type { Hub } from '#api/stream/hub.ts';
import { stream } from '#api/stream/stream.ts';

export type AppDeps = {
  app: Db;
  gate: Db;
  ingest: Db;
  auth: Auth;
  identify: Identify;
  engine: CaseEngine;
  hub: Hub;
  recheckMs: number;
  secret: string;
  /** Where this process listens, for the pages it renders. */
  origin: string;
  /** What people and providers call it by. */
  publicOrigin: string;
  now: () => number;
  logger: Logger;
  webhooks: Router;
  web?: RequestHandler | undefined;
};

export function createApp(deps: AppDeps) {
  const { auth, identify, hub, secret, origin, publicOrigin, logger, webhooks, web } = deps;
  const log = (message: string, about: Record<string, unknown>) => logger.warn(about, message);
  const app = express().disable('x-powered-by').disable('etag');
  app.use(requestLog(logger), ownHost(publicOrigin));
  app.use('/webhooks', webhooks, unknownRoute, problems);
  app.use('/api/docs', docsRouter(), unknownRoute, problems);

  const api = express.Router().use(helmet(), (_req, res, next) => {
    res.set('Cache-Control', 'no-store');
    next();
  });
  api.get('/health', health(deps));
  api.use(openapiRouter(), sameOrigin);
  api.use('/auth', signInRouter(auth, origin), unknownRoute);
  api.use(signedIn(identify));
  api.get('/stream', needs('cases:read'), stream({ hub, identify, secret, recheckMs: deps.recheckMs }));
  api.use(withCursor((tenantId) => sealCursor(secret, tenantId, hub.head())));
  api.use(express.json({ limit: '1mb' }));
  api.use(
    sessionRouter(deps),
    casesRouter(deps),
    requestsRouter({ ...deps, log }),
    handoffsRouter({ ...deps, log }),
    moneyRouter(deps),
    placementsRouter(deps),
    killSwitchesRouter(deps),
  );
  app.use('/api/v1', api);
  app.use('/api', unknownRoute, problems);

  if (web) app.use((req, res, next) => requestContext.run({ origin }, () => void web(req, res, next)));
  app.use(unknownRoute, problems);
  return app;
}

const health =
  ({ app, engine }: AppDeps): RequestHandler =>
  async (_req, res) => {
    const database = app.execute(sql`select 1`).then(
      () => true,
      () => false,
    );
    const state = Health.parse({ database: await within(1000, database), temporal: await engine.reachable() });
    res.status(state.database && state.temporal ? 200 : 503).json(state);
  };

const within = (ms: number, answer: Promise<boolean>): Promise<boolean> =>
  Promise.race([answer, new Promise<boolean>((resolve) => setTimeout(resolve, ms, false).unref())]);
