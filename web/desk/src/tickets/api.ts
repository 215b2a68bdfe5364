/** Every request about tickets. */
import type {
  ChangeTicketRequest,
  Colleague,
  OpenTicketRequest,
  TicketDetail,
  TicketPage,
} from '@rozmova/shared/api';
import { call } from '../api/desk.ts';

export type TicketList = 'open' | 'mine' | 'solved' | 'all';
export const lists: readonly TicketList[] = ['open', 'mine', 'solved', 'all'];

export const ticketApi = {
  list(view: TicketList, query: string, before?: string): Promise<TicketPage> {
    const params = new URLSearchParams({ view, limit: '50' });
    if (query) params.set('q', query);
    if (before) params.set('before', before);
    return call('GET', `/tickets?${params}`);
  },
  of: (conversation: string) =>
    call<TicketPage>('GET', `/tickets?view=all&conversation=${encodeURIComponent(conversation)}`),
  one: (id: string) => call<TicketDetail>('GET', `/tickets/${encodeURIComponent(id)}`),
  change: (id: string, change: ChangeTicketRequest) =>
    call<TicketDetail>('PATCH', `/tickets/${encodeURIComponent(id)}`, change),
  open: (conversation: string, ticket: OpenTicketRequest) =>
    call<TicketDetail>('POST', `/conversations/${encodeURIComponent(conversation)}/tickets`, ticket),
  people: () => call<{ people: Colleague[] }>('GET', '/people'),
};
