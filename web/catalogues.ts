import { compile } from '@inlang/paraglide-js';
import type { Plugin } from 'vite';

const options = {
  project: `${import.meta.dirname}/project.inlang`,
  outdir: `${import.meta.dirname}/.svelte-kit/paraglide`,
  cookieName: 'c1.locale',
  isServer: 'import.meta.env.SSR',
  emitTsDeclarations: true,
  emitReadme: false,
};

/** Compiles messages/*.json into functions, also for `svelte-kit sync`: a checkout type-checks before it was ever built. */
export const catalogues = (): Plugin => ({
  name: 'c1-catalogues',
  async config() {
    await compile({ ...options, strategy: ['cookie', 'preferredLanguage', 'baseLocale'] });
  },
  configureServer(server) {
    server.watcher.add(`${import.meta.dirname}/messages`);
    server.watcher.on('change', (file) => {
      if (file.includes('/web/messages/')) void compile({ ...options, strategy: ['cookie', 'preferredLanguage', 'baseLocale'] });
    });
  },
});
