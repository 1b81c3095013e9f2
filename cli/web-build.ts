import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, openSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { dirname, join } from 'node:path';
import { alone } from '#cli/bare/alone.mjs';
import { ROOT } from '#cli/program-part.ts';

const STAMP = join(ROOT, 'web', 'build', '.inputs');
/** Made by the build or by other tools, so no input of it. */
const MADE = new Set(['build', 'node_modules', 'README.md', 'e2e']);

/** Whether the pages were built from what lies here now. */
export const isWebBuilt = (): boolean => existsSync(STAMP) && readFileSync(STAMP, 'utf8') === inputs();

/**
 * Builds the pages unless they are as new as their sources; two at once build them once.
 * @throws Error with the last words of the build
 */
export async function ensureWebBuilt(signal?: AbortSignal): Promise<void> {
  if (isWebBuilt()) return;
  await alone(join(ROOT, '.local', 'web-build.lock'), async () => {
    const wanted = inputs();
    if (isWebBuilt()) return;
    mkdirSync(join(ROOT, '.local', 'logs'), { recursive: true });
    const log = join(ROOT, '.local', 'logs', 'web-build.log');
    const descriptor = openSync(log, 'w');
    const vite = spawn(
      process.execPath,
      ['node_modules/vite/bin/vite.js', 'build', '--config', 'web/vite.config.ts', '--logLevel', 'warn'],
      {
        cwd: ROOT,
        stdio: ['ignore', descriptor, descriptor],
        ...(signal && { signal }),
      },
    );
    const [code] = (await once(vite, 'close')) as [number | null];
    if (code !== 0) throw new Error(`The pages could not be built (${log}):\n${readFileSync(log, 'utf8').trim().slice(-2000)}`);
    writeFileSync(STAMP, wanted);
  });
}

/** One hash over everything the pages are made from: a few hundred small files, read in some tens of milliseconds. */
function inputs(): string {
  const hash = createHash('sha256').update(readFileSync(join(ROOT, 'package-lock.json')));
  const files = filesIn('web');
  const seen = new Set(files);
  // Sources of other folders join as they are imported: a rule the pages never see need not build them again.
  for (const file of files) {
    const content = readFileSync(join(ROOT, file));
    hash.update(`\0${file}\0`).update(content);
    for (const next of importsOf(file, content.toString())) {
      if (!seen.has(next)) files.push(next);
      seen.add(next);
    }
  }
  return hash.digest('hex');
}

/** Types are gone before anything is built, so `import type` is not followed. */
const IMPORT = /(?:import|export)\s+(?!type\b)[^;'"]*?from\s+'([#.][^']+[.]ts)'|import\s*\(?\s*'([#.][^']+[.]ts)'/g;

function importsOf(file: string, text: string): string[] {
  if (!/[.](ts|svelte)$/.test(file)) return [];
  return [...text.matchAll(IMPORT)]
    .map(([, named, bare]) => named ?? bare ?? '')
    .map((path) =>
      path.startsWith('#lib/') ? `web/src/${path.slice(1)}` : path.startsWith('#') ? path.slice(1) : join(dirname(file), path),
    )
    .filter((path) => existsSync(join(ROOT, path)))
    .sort();
}

function filesIn(folder: string): string[] {
  if (!existsSync(join(ROOT, folder))) return [];
  return readdirSync(join(ROOT, folder), { withFileTypes: true })
    .filter((entry) => !MADE.has(entry.name) && !entry.name.startsWith('.') && !entry.name.includes('.test.'))
    .flatMap((entry) => (entry.isDirectory() ? filesIn(`${folder}/${entry.name}`) : [`${folder}/${entry.name}`]))
    .sort();
}
