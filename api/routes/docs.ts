import { Router } from 'express';
import helmet from 'helmet';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { openapi } from '#api/openapi.ts';

const OWN = join(import.meta.dirname, '..', 'docs');
const SWAGGER = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
const PARTS = ['swagger-ui.css', 'swagger-ui-bundle.js', 'favicon-32x32.png'];

/** A readable page of the API, from this server alone. */
export const docsRouter = () => {
  const router = Router().use(
    helmet({
      contentSecurityPolicy: {
        useDefaults: false,
        directives: {
          defaultSrc: ["'none'"],
          scriptSrc: ["'self'"],
          // Swagger UI writes style elements of its own.
          styleSrc: ["'self'", "'unsafe-inline'"],
          imgSrc: ["'self'", 'data:'],
          connectSrc: ["'self'"],
          baseUri: ["'none'"],
          frameAncestors: ["'none'"],
        },
      },
    }),
  );
  router.get('/', (_req, res) => res.sendFile('index.html', { root: OWN }));
  router.get('/start.js', (_req, res) => res.sendFile('start.js', { root: OWN }));
  for (const part of PARTS) router.get(`/${part}`, (_req, res) => res.sendFile(part, { root: SWAGGER }));
  return router;
};

export const openapiRouter = () => Router().get('/openapi.json', (_req, res) => void res.json(openapi));
