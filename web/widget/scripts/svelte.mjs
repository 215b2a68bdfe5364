/**
 * Compiles components and rune modules with the widget's own Svelte. It is the last
 * release before asynchronous rendering, whose runtime is a third (5 KB gzip) larger:
 * too much for a chat that promises 30 KB in all. The usual plugin would compile with
 * the workspace's newer one, whose output this runtime does not understand.
 */
import { compile, compileModule } from 'svelte/compiler';

const module = /\.svelte\.[jt]s$/;

/**
 * Parts of the runtime that the widget has no use for: deep state (all of ours is
 * replaced, never changed in place) and taking over a page rendered on the server.
 * With `hydrating` known to be false the minifier drops the other half of every block.
 */
const unused = {
  'proxy.js': 'export const proxy = (value) => value, get_proxied_value = proxy, is = Object.is;',
  'dom/hydration.js': `export const hydrating = false, hydrate_node = null;
    export const set_hydrating = () => {}, set_hydrate_node = set_hydrating, hydrate_next = set_hydrating,
      reset = set_hydrating, hydrate_template = set_hydrating, next = set_hydrating,
      remove_nodes = set_hydrating, read_hydration_instruction = set_hydrating;`,
};
const internal = /svelte\/src\/internal\/client\/(.*)$/;

/** Code that would need deep state does not build. */
function withoutProxies(code, id) {
  if (/\$\.proxy\(|\$\.set\([^,;]*,[^;]*, true\)/.test(code)) throw new Error(`${id}: use $state.raw`);
  return { code, map: null };
}

export function svelteOfWidget() {
  const options = (id) => ({ filename: id, generate: 'client', dev: false });
  return {
    name: 'svelte-of-widget',
    transform(code, id) {
      if (id.endsWith('.svelte')) {
        const { js, warnings } = compile(code, {
          ...options(id),
          runes: true,
          css: 'external',
          discloseVersion: false,
        });
        for (const warning of warnings) this.warn(warning.message);
        return withoutProxies(js.code, id);
      }
      // Vite has taken the types away by now; only the runes are left.
      if (module.test(id)) return withoutProxies(compileModule(code, options(id)).js.code, id);
      return unused[internal.exec(id)?.[1]];
    },
  };
}
