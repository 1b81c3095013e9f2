import adapter from '@sveltejs/adapter-node';
import { sveltekit } from '@sveltejs/kit/vite';
import tailwindcss from '@tailwindcss/vite';
import { defineConfig } from 'vite';
import { catalogues } from './catalogues.ts';

export default defineConfig({
  root: import.meta.dirname,
  // light-dark() is the theme: an older target would have it rewritten.
  build: { cssTarget: ['chrome123', 'firefox120', 'safari17.5'] },
  plugins: [
    catalogues(),
    tailwindcss(),
    sveltekit({
      adapter: adapter({ out: 'web/build', precompress: false }),
      csp: {
        mode: 'nonce',
        directives: {
          'default-src': ['none'],
          'script-src': ['self'],
          'style-src': ['self'],
          // Kit's route announcer and floating parts carry style attributes; style elements stay refused.
          'style-src-attr': ['unsafe-inline'],
          'img-src': ['self', 'data:'],
          'font-src': ['self'],
          'connect-src': ['self'],
          'manifest-src': ['self'],
          'form-action': ['self'],
          'base-uri': ['none'],
          'frame-ancestors': ['none'],
        },
      },
    }),
  ],
  server: { fs: { allow: ['..'] } },
});
