/**
 * Builds dist/widget: first the widget, then the loader that knows its hashed name.
 * Both are classic scripts (IIFE): a page of another origin may load those without
 * CORS, and nothing of ours becomes a global of the page.
 */
import { createHash } from 'node:crypto';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { targets } from '../../vite.base.mjs';
import { svelteOfWidget } from './svelte.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const out = fileURLToPath(new URL('../../dist/widget/', import.meta.url));

/** The code of one entry, as one file. */
async function bundle(entry, define = {}) {
  const result = await build({
    root,
    configFile: false,
    logLevel: 'warn',
    define: { 'process.env.NODE_ENV': '"production"', ...define },
    plugins: [svelteOfWidget()],
    build: {
      write: false,
      target: targets,
      cssTarget: targets,
      // A few hundred bytes smaller than the default minifier.
      minify: 'terser',
      terserOptions: {
        ecma: 2022,
        // Never pure_getters: reading state is how an effect subscribes to it.
        compress: { passes: 3, unsafe_arrows: true, keep_fargs: false },
      },
      rollupOptions: { input: `${root}${entry}`, output: { format: 'iife' } },
    },
  });
  const chunks = result.output.filter((part) => part.type === 'chunk');
  if (chunks.length !== 1) throw new Error(`${entry}: ${chunks.length} files instead of one`);
  return chunks[0].code;
}

/**
 * Design tokens that the widget never uses need not travel with it, and those with one
 * short value, or one use, are written out where they stand.
 */
function settleTokens(code) {
  // There is no :root in here, and motion has its own rule.
  code = code
    .replace(/:root(\[[^\]]*\])?,/g, '')
    .replace(/@media \(prefers-reduced-motion:reduce\)\{:host\{[^}]*\}\}/, '');
  for (let before; before !== code;) {
    before = code;
    for (const [, name, value] of code.matchAll(/[{;](--[\w-]+):([^;{}]*)/g)) {
      const declared = code.match(new RegExp(`[{;]${name}:`, 'g'))?.length;
      const used = code.split(`var(${name})`).length - 1;
      if (declared !== 1 || code.includes(`var(${name},`)) continue;
      if (used > 1 && value.length > 12) continue;
      code = code.replace(new RegExp(`(?<=[{;])${name}:[^;{}]*;?`), '').replaceAll(`var(${name})`, value);
      break;
    }
  }
  return code;
}

const widget = settleTokens(await bundle('src/element.ts'));
const name = `widget-${createHash('sha256').update(widget).digest('hex').slice(0, 10)}.js`;
const loader = await bundle('src/loader/loader.ts', { __WIDGET_FILE__: JSON.stringify(name) });

await mkdir(out, { recursive: true });
for (const file of await readdir(out)) await rm(`${out}${file}`, { recursive: true });
await writeFile(`${out}${name}`, widget);
await writeFile(`${out}loader.js`, loader);
