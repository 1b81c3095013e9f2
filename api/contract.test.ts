import { createClient } from '@hey-api/openapi-ts';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { expect, it } from 'vitest';
import { openapi, OPENAPI_FILE, openapiText } from '#api/openapi.ts';
import config from '../openapi-ts.config.ts';

const AGAIN = 'npm run openapi makes it anew';

it('keeps the document beside the contracts it is made from', () => {
  expect(readFileSync(OPENAPI_FILE, 'utf8'), AGAIN).toBe(openapiText());
});

it("keeps the pages' client beside the document it is made from", async () => {
  const path = mkdtempSync(join(tmpdir(), 'c1-client-'));
  const plugins = (await config).plugins ?? [];
  await createClient({
    input: OPENAPI_FILE,
    output: { path, module: { extension: '.ts' } },
    plugins,
    logs: { level: 'silent', file: false },
  });
  const kept = join(import.meta.dirname, '..', 'web', 'src', 'lib', 'api');
  for (const file of filesIn(path)) expect(readFileSync(join(kept, file), 'utf8'), AGAIN).toBe(readFileSync(join(path, file), 'utf8'));
  expect(filesIn(kept)).toEqual(filesIn(path));
  rmSync(path, { recursive: true });
});

it('gives every operation a name, a summary and every write a refusal for strangers', () => {
  for (const [path, methods] of Object.entries(openapi.paths ?? {}))
    for (const [method, operation] of Object.entries(
      methods as Record<string, { operationId?: string; summary?: string; responses?: object }>,
    )) {
      expect(operation.operationId, `${method} ${path}`).toMatch(/^[a-z][A-Za-z]+$/);
      expect(operation.summary, `${method} ${path}`).toBeTruthy();
      if (method !== 'get') expect(operation.responses, `${method} ${path}`).toHaveProperty('401');
    }
});

const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort();
