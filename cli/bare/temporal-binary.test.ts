import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { findTemporal, obtainTemporal, TEMPORAL_VERSION } from './temporal-binary.mjs';

const PROGRAM = '#!/bin/sh\necho temporal version 1.8.2\n';
const folder = () => mkdtempSync(join(tmpdir(), 'c1-temporal-'));
function program(directory: string, text: string, name = 'temporal'): string {
  mkdirSync(directory, { recursive: true });
  const file = join(directory, name);
  writeFileSync(file, text);
  chmodSync(file, 0o755);
  return file;
}

it('prefers the server in our cache, then one on PATH that is a Temporal', () => {
  const [cache, path, other] = [folder(), folder(), folder()];
  const environment = { XDG_CACHE_HOME: cache, PATH: `${other}:${path}:/bin` };
  program(other, '#!/bin/sh\necho something else of that name\n');
  expect(findTemporal(environment)).toBeUndefined();
  const onPath = program(path, PROGRAM);
  expect(findTemporal(environment)).toBe(onPath);
  const ours = program(join(cache, 'collectionone'), PROGRAM, `temporal-${TEMPORAL_VERSION}`);
  expect(findTemporal(environment)).toBe(ours);
});

it('downloads it once for all who ask at the same time, and leaves nothing half done', async () => {
  const [cache, workshop] = [folder(), folder()];
  program(workshop, PROGRAM);
  execFileSync('tar', ['-czf', join(workshop, 'archive.tar.gz'), '-C', workshop, 'temporal']);
  let asked = 0;
  const site = createServer((_, response) => {
    asked += 1;
    response.end(readFileSync(join(workshop, 'archive.tar.gz')));
  }).listen(0, '127.0.0.1');
  await once(site, 'listening');
  const source = `http://127.0.0.1:${(site.address() as AddressInfo).port}`;
  const environment = { XDG_CACHE_HOME: cache, PATH: '/bin' };
  const found = await Promise.all([obtainTemporal({ environment, source }), obtainTemporal({ environment, source })]);
  site.close();
  const target = join(cache, 'collectionone', `temporal-${TEMPORAL_VERSION}`);
  expect(found).toEqual([target, target]);
  expect(asked).toBe(1);
  expect(existsSync(target)).toBe(true);
  expect(readdirSync(join(cache, 'collectionone'))).toEqual([`temporal-${TEMPORAL_VERSION}`]);
});
