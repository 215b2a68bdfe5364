/** Every request that the desk makes, named. Shapes and errors are those of the API contract. */
import {
  ApiError,
  createClient,
  type Accepted,
  type DeskConversation,
  type DeskEvent,
  type DeskUser,
  type EventPage,
  type Inbox,
  type InboxView,
  type Locale,
  type Me,
} from '@rozmova/shared/api';
import { prefs } from '../app/prefs.svelte.ts';

const root = '/api/desk/v1';

/** Set by the session store; kept in memory only. */
export const access = {
  csrf: '',
  /** Called when the server no longer knows us. */
  lost: () => {},
};

const client = createClient({
  base: '',
  credentials: 'same-origin',
  headers: () => ({
    'Accept-Language': prefs.locale,
    ...(access.csrf ? { 'X-Rozmova-CSRF': access.csrf } : {}),
  }),
});

async function call<T>(method: string, path: string, body?: unknown): Promise<T> {
  try {
    return await client<T>(method, root + path, body);
  } catch (error) {
    if (error instanceof ApiError && error.status === 401 && path !== '/login') access.lost();
    throw error;
  }
}

const at = (id: string) => `/conversations/${encodeURIComponent(id)}`;

export type Outcome = 'resolved' | 'not_resolved' | 'spam';

export const desk = {
  login: (email: string, password: string) => call<Me>('POST', '/login', { email, password }),
  logout: () => call<void>('POST', '/logout'),
  me: () => call<Me>('GET', '/me'),
  updateMe: (change: { name?: string; locale?: Locale; available?: boolean }) =>
    call<{ user: DeskUser } | void>('PATCH', '/me', change),

  inbox(view: InboxView, query: string, before?: string): Promise<Inbox> {
    const params = new URLSearchParams({ view, limit: '50' });
    if (query) params.set('q', query);
    if (before) params.set('before', before);
    return call('GET', `/inbox?${params}`);
  },

  conversation: (id: string) => call<DeskConversation>('GET', at(id)),
  events: (id: string, after: number, limit = 200) =>
    call<EventPage<DeskEvent>>('GET', `${at(id)}/events?after=${after}&limit=${limit}`),

  write: (id: string, client_id: string, text: string) =>
    call<Accepted>('POST', `${at(id)}/messages`, { client_id, text }),
  note: (id: string, client_id: string, text: string) =>
    call<Accepted>('POST', `${at(id)}/notes`, { client_id, text }),
  take: (id: string, client_id: string, from_seq: number, force: boolean) =>
    call<Accepted>('POST', `${at(id)}/take`, { client_id, from_seq, ...(force ? { force } : {}) }),
  giveBack: (id: string, client_id: string, note: string, tell: string) =>
    call<Accepted>('POST', `${at(id)}/return`, {
      client_id,
      ...(note ? { note } : {}),
      ...(tell ? { tell } : {}),
    }),
  resolve: (id: string, client_id: string, outcome: Outcome, summary: string) =>
    call<Accepted>('POST', `${at(id)}/resolve`, { client_id, outcome, ...(summary ? { summary } : {}) }),
  reopen: (id: string, client_id: string) => call<Accepted | void>('POST', `${at(id)}/reopen`, { client_id }),
  typing: (id: string) => call<void>('POST', `${at(id)}/typing`, {}),
  read: (id: string, seq: number) => call<void>('POST', `${at(id)}/read`, { seq }),
  retryEffect: (id: string, effect: string) =>
    call<void>('POST', `${at(id)}/effects/${encodeURIComponent(effect)}/retry`),
};

/** Who holds the conversation, as a 409 says it; the shape is read with care. */
export function ownerOf(error: ApiError): string | undefined {
  const owner = (error.problem as { owner?: unknown } | undefined)?.owner;
  if (typeof owner === 'string') return owner;
  if (owner && typeof owner === 'object' && 'name' in owner && typeof owner.name === 'string')
    return owner.name;
  return undefined;
}
