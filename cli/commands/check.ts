import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { readArguments } from '#cli/arguments.ts';
import { ROOT } from '#cli/program-part.ts';

const CACHE = '.local/cache';
const FOLDERS = ['domain', 'db', 'activities', 'workflows', 'workers', 'api', 'sandbox', 'cli', 'bench', 'web/src'].filter((folder) =>
  existsSync(join(ROOT, folder)),
);
const bin = (path: string) => join('node_modules', path);

type Check = { name: string; words: string[] };
/** The longest first, so that two beside each other end together. */
const CHECKS: readonly Check[] = [
  { name: 'lint', words: [bin('eslint/bin/eslint.js'), '.', '--max-warnings=0', '--cache', '--cache-location', `${CACHE}/eslint`] },
  { name: 'types', words: [bin('typescript/bin/tsc'), '-p', '.'] },
  {
    name: 'page types',
    words: [bin('svelte-check/bin/svelte-check'), '--tsconfig', 'web/tsconfig.json', '--fail-on-warnings', '--output', 'human'],
  },
  {
    name: 'format',
    words: [bin('prettier/bin/prettier.cjs'), '--check', '.', '--log-level', 'warn', '--cache', '--cache-location', `${CACHE}/prettier`],
  },
  { name: 'layers', words: [bin('dependency-cruiser/bin/dependency-cruiser.mjs'), '--config', '.dependency-cruiser.mjs', ...FOLDERS] },
];
const PURE: Check = { name: 'pure tests', words: [bin('vitest/vitest.mjs'), 'run', '--project', 'pure', '--reporter', 'dot'] };
const SYNC: Check = { name: 'sync', words: [bin('@sveltejs/kit/svelte-kit.js'), 'sync', '--config', 'web/vite.config.ts'] };

export async function run(words: string[]): Promise<number> {
  const { values } = readArguments({ args: words, options: { 'without-tests': { type: 'boolean' } } });
  mkdirSync(join(ROOT, CACHE), { recursive: true });
  const waiting = values['without-tests'] ? [...CHECKS] : [...CHECKS, PURE];
  // The pages' own types are made by Kit; lint and types read them.
  let good = await holds(SYNC);
  const lane = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) good = (await holds(next)) && good;
  };
  await Promise.all([lane(), lane()]);
  return good ? 0 : 1;
}

async function holds({ name, words }: Check): Promise<boolean> {
  const began = performance.now();
  const child = spawn(process.execPath, words, {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, FORCE_COLOR: process.stdout.isTTY ? '1' : '0' },
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text: Buffer) => (said += text.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  const took = `${((performance.now() - began) / 1000).toFixed(1)} s`;
  console.log(code === 0 ? `  ✓ ${name} (${took})` : `  ✗ ${name} (${took})\n${said.trimEnd()}`);
  return code === 0;
}
