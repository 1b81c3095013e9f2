import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { createDocument } from 'zod-openapi';
import { accountsPaths } from '#api/contract/accounts.ts';
import { casesPaths } from '#api/contract/cases.ts';
import { clockPaths } from '#api/contract/clock.ts';
import { gatePaths } from '#api/contract/gate.ts';
import { handoffsPaths } from '#api/contract/handoffs.ts';
import { healthPaths } from '#api/contract/health.ts';
import { killSwitchesPaths } from '#api/contract/kill-switches.ts';
import { mePaths } from '#api/contract/me.ts';
import { paymentsPaths } from '#api/contract/payments.ts';
import { placementsPaths } from '#api/contract/placements.ts';
import { requestsPaths } from '#api/contract/requests.ts';
import { streamPaths } from '#api/contract/stream.ts';
import { timelinePaths } from '#api/contract/timeline.ts';

export const OPENAPI_FILE = fileURLToPath(new URL('./openapi.json', import.meta.url));

export const openapi = createDocument({
  openapi: '3.1.1',
  info: {
    title: 'CollectionONE',
    version: '1.0.0',
    description:
      'Instants are ISO 8601, money is integer minor units beside a currency, refusals are problem documents with a `code`. Reads carry `x-cursor`: a stream opened after it misses nothing.',
  },
  servers: [{ url: '/api/v1' }],
  security: [{ session: [] }, { key: [] }],
  components: {
    securitySchemes: {
      session: { type: 'apiKey', in: 'cookie', name: 'c1.session_token', description: 'Set by signing in.' },
      key: { type: 'http', scheme: 'bearer', description: 'A key of the tenant, `c1_…`.' },
    },
  },
  paths: {
    ...mePaths,
    ...casesPaths,
    ...timelinePaths,
    ...gatePaths,
    ...requestsPaths,
    ...handoffsPaths,
    ...paymentsPaths,
    ...accountsPaths,
    ...placementsPaths,
    ...killSwitchesPaths,
    ...clockPaths,
    ...streamPaths,
    ...healthPaths,
  },
});

export const openapiText = (): string => `${JSON.stringify(openapi, null, 2)}\n`;

if (import.meta.main) await writeFile(OPENAPI_FILE, openapiText());
