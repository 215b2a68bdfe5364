/** Every request that the desk makes, named. Shapes and errors are those of the OpenAPI document. */
import {
  ApiError,
  createClient,
  type CallOptions,
  type Accepted,
  type ActRequest,
  type ChangeMeRequest,
  type DeskConversation,
  type DeskEventPage,
  type Inbox,
  type InboxView,
  type LoginRequest,
  type Me,
  type ReadRequest,
  type ResolveRequest,
  type ReturnRequest,
  type TakeRequest,
  type TextRequest,
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

export async function call<T>(
  method: string,
  path: string,
  body?: unknown,
  options?: CallOptions,
): Promise<T> {
  try {
    return await client<T>(method, root + path, body, options);
  } catch (error) {
    if (error instanceof ApiError && error.status === 401 && path !== '/login') access.lost();
    throw error;
  }
}

const at = (id: string) => `/conversations/${encodeURIComponent(id)}`;

export type Outcome = ResolveRequest['outcome'];

export const desk = {
  login: (email: string, password: string) =>
    call<Me>('POST', '/login', { email, password } satisfies LoginRequest),
  logout: () => call<void>('POST', '/logout'),
  me: () => call<Me>('GET', '/me'),
  updateMe: (change: ChangeMeRequest) => call<Me>('PATCH', '/me', change),

  inbox(view: InboxView, query: string, before?: string): Promise<Inbox> {
    const params = new URLSearchParams({ view, limit: '50' });
    if (query) params.set('q', query);
    if (before) params.set('before', before);
    return call('GET', `/inbox?${params}`);
  },

  conversation: (id: string) => call<DeskConversation>('GET', at(id)),
  events: (id: string, after: number, limit = 200) =>
    call<DeskEventPage>('GET', `${at(id)}/events?after=${after}&limit=${limit}`),

  write: (id: string, client_id: string, text: string) =>
    call<Accepted>('POST', `${at(id)}/messages`, { client_id, text } satisfies TextRequest),
  note: (id: string, client_id: string, text: string) =>
    call<Accepted>('POST', `${at(id)}/notes`, { client_id, text } satisfies TextRequest),
  take: (id: string, client_id: string, from_seq: number, force: boolean) =>
    call<Accepted>('POST', `${at(id)}/take`, {
      client_id,
      from_seq,
      ...(force ? { force } : {}),
    } satisfies TakeRequest),
  giveBack: (id: string, client_id: string, note: string, tell: string) =>
    call<Accepted>('POST', `${at(id)}/return`, {
      client_id,
      ...(note ? { note } : {}),
      ...(tell ? { tell } : {}),
    } satisfies ReturnRequest),
  resolve: (id: string, client_id: string, outcome: Outcome, summary: string) =>
    call<Accepted>('POST', `${at(id)}/resolve`, {
      client_id,
      outcome,
      ...(summary ? { summary } : {}),
    } satisfies ResolveRequest),
  reopen: (id: string, client_id: string) =>
    call<Accepted>('POST', `${at(id)}/reopen`, { client_id } satisfies ActRequest),
  typing: (id: string) => call<void>('POST', `${at(id)}/typing`, {}),
  read: (id: string, seq: number) => call<void>('POST', `${at(id)}/read`, { seq } satisfies ReadRequest),
  retryEffect: (id: string, effect: string) =>
    call<void>('POST', `${at(id)}/effects/${encodeURIComponent(effect)}/retry`),
};

/** Who holds the conversation, as a 409 says it. */
export const ownerOf = (error: ApiError): string | undefined => error.problem?.owner?.name;
