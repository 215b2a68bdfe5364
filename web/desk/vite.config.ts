import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig, type Plugin } from 'vite';
// @ts-expect-error: plain JavaScript, read by both front ends
import { targets } from '../vite.base.mjs';

/** The two font files of the first screen start loading with the page, not after its CSS. */
function preloadFonts(): Plugin {
  return {
    name: 'preload-fonts',
    transformIndexHtml: {
      order: 'post',
      handler: (_, { bundle }) =>
        Object.keys(bundle ?? {})
          .filter((file) => /inter-(latin|cyrillic)-wght-normal[^/]*\.woff2$/.test(file))
          .map((file) => ({
            tag: 'link',
            attrs: {
              rel: 'preload',
              href: `/desk/${file}`,
              as: 'font',
              type: 'font/woff2',
              crossorigin: true,
            },
            injectTo: 'head' as const,
          })),
    },
  };
}

export default defineConfig({
  base: '/desk/',
  plugins: [svelte(), preloadFonts()],
  build: {
    outDir: '../dist/desk',
    emptyOutDir: true,
    target: targets,
    // Fonts stay files: inlined they would be loaded whether their letters are needed or not.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: {
    proxy: { '/api': { target: process.env.ROZMOVA_API ?? 'http://127.0.0.1:5300', ws: true } },
  },
});
