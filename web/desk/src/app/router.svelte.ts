/** Where the page is. History does the moving; real links stay real links. */
import { parse, type Route } from './routes.ts';

export { paths, views } from './routes.ts';

class Router {
  route = $state.raw<Route>(parse(location.pathname, location.search));

  start(): () => void {
    const read = () => (this.route = parse(location.pathname, location.search));
    addEventListener('popstate', read);
    return () => removeEventListener('popstate', read);
  }

  go(path: string, replace = false): void {
    if (path === location.pathname + location.search) return;
    history[replace ? 'replaceState' : 'pushState'](null, '', path);
    this.route = parse(location.pathname, location.search);
  }

  /** For onclick of a real link: plain clicks stay in the page, all others are the browser's. */
  follow = (event: MouseEvent): void => {
    if (
      event.defaultPrevented ||
      event.button ||
      event.metaKey ||
      event.ctrlKey ||
      event.shiftKey ||
      event.altKey
    )
      return;
    const link = (event.currentTarget as HTMLAnchorElement | null)?.closest('a');
    if (!link) return;
    event.preventDefault();
    this.go(link.pathname + link.search);
  };
}

export const router = new Router();
