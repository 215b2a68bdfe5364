/** Addresses of the desk: /desk/inbox/:view, /desk/c/:id, /desk/flows/:name, /desk/learning, /desk/model,
 * /desk/knowledge/:id, /desk/login. Pure. */
import type { InboxView } from '@rozmova/shared/api';

export const views: readonly InboxView[] = ['mine', 'unassigned', 'all', 'bot', 'resolved'];

export type Route =
  | { page: 'login'; next?: string }
  | { page: 'inbox'; view: InboxView }
  | { page: 'conversation'; id: string }
  | { page: 'flows'; name: string }
  | { page: 'tickets'; id: string }
  | { page: 'learning' }
  | { page: 'model' }
  | { page: 'knowledge'; id: string }
  | { page: 'start' };

export function parse(path: string, search = ''): Route {
  const parts = path
    .replace(/^\/desk\/?/, '')
    .split('/')
    .filter(Boolean)
    .map(decode);
  if (parts[0] === 'login') {
    const next = new URLSearchParams(search).get('next') ?? undefined;
    // Only our own pages: an address from outside must not lead out after signing in.
    return { page: 'login', next: next && /^\/desk(\/[\w-]+)*\/?$/.test(next) ? next : undefined };
  }
  if (parts[0] === 'inbox') {
    const view = views.find((name) => name === parts[1]);
    return view ? { page: 'inbox', view } : { page: 'start' };
  }
  if (parts[0] === 'c' && parts[1]) return { page: 'conversation', id: parts[1] };
  if (parts[0] === 'tickets') return { page: 'tickets', id: parts[1] ?? '' };
  if (parts[0] === 'learning') return { page: 'learning' };
  if (parts[0] === 'model') return { page: 'model' };
  if (parts[0] === 'knowledge') return { page: 'knowledge', id: parts[1] ?? '' };
  if (parts[0] === 'flows') return { page: 'flows', name: parts[1] ?? '' };
  return { page: 'start' };
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

export const paths = {
  inbox: (view: InboxView) => `/desk/inbox/${view}`,
  conversation: (id: string) => `/desk/c/${encodeURIComponent(id)}`,
  ticket: (id: string) => `/desk/tickets${id ? `/${encodeURIComponent(id)}` : ''}`,
  flow: (name: string) => `/desk/flows${name ? `/${encodeURIComponent(name)}` : ''}`,
  learning: () => '/desk/learning',
  model: () => '/desk/model',
  /** '' for the list, 'gaps' for what nothing answers. */
  article: (id: string) => `/desk/knowledge${id ? `/${encodeURIComponent(id)}` : ''}`,
  login: (next?: string) => `/desk/login${next ? `?next=${encodeURIComponent(next)}` : ''}`,
};
