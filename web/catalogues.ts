import { compile } from '@inlang/paraglide-js';
import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import type { Plugin } from 'vite';

const here = import.meta.dirname;
const outdir = `${here}/.svelte-kit/paraglide`;
const stamp = `${here}/.svelte-kit/paraglide.stamp`;
const SOURCES = ['messages/en.json', 'messages/zh.json', 'project.inlang/settings.json', 'catalogues.ts'];

/** Only when something changed, and over what is there: a build beside another must not find the folder empty. */
async function compileCatalogues(): Promise<void> {
  const texts = await Promise.all(SOURCES.map((source) => readFile(`${here}/${source}`, 'utf8')));
  const now = createHash('sha256').update(texts.join('\0')).digest('hex');
  const then = await readFile(stamp, 'utf8').catch(() => '');
  if (now === then) return;
  await compile({
    project: `${here}/project.inlang`,
    outdir,
    strategy: ['cookie', 'preferredLanguage', 'baseLocale'],
    cookieName: 'c1.locale',
    isServer: 'import.meta.env.SSR',
    emitTsDeclarations: true,
    emitReadme: false,
    cleanOutdir: false,
  });
  await mkdir(`${here}/.svelte-kit`, { recursive: true });
  await writeFile(stamp, now);
}

/** Compiles messages/*.json into functions, also for `svelte-kit sync`: a checkout type-checks before it was ever built. */
export const catalogues = (): Plugin => ({
  name: 'c1-catalogues',
  config: compileCatalogues,
  configureServer(server) {
    server.watcher.add(`${here}/messages`);
    server.watcher.on('change', (file) => void (file.includes('/web/messages/') && compileCatalogues()));
  },
});
