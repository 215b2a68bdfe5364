/** The list of tickets and the one that is open. */
import type { ChangeTicketRequest, Colleague, Ticket, TicketDetail, TicketPage } from '@rozmova/shared/api';
import { live } from '../app/live.svelte.ts';
import { newId } from '../conversation/ids.ts';
import { say } from '../conversation/conversations.svelte.ts';
import { ticketApi, type TicketList } from './api.ts';
import { k } from './texts.svelte.ts';

class Tickets {
  view = $state<TicketList>('open');
  query = $state('');
  rows = $state.raw<Ticket[]>([]);
  counts = $state.raw<TicketPage['counts'] | null>(null);
  next = $state('');
  loaded = $state(false);
  error = $state('');
  detail = $state.raw<TicketDetail | null>(null);
  people = $state.raw<Colleague[]>([]);
  busy = $state(false);

  #timer: ReturnType<typeof setTimeout> | undefined;
  #asked = 0;

  async load(): Promise<void> {
    const asked = ++this.#asked;
    try {
      const page = await ticketApi.list(this.view, this.query.trim());
      if (asked !== this.#asked) return; // a later question is on its way
      this.rows = page.rows;
      this.counts = page.counts;
      this.next = page.next ?? '';
      this.error = '';
    } catch (error) {
      if (asked === this.#asked) this.error = say(error);
    } finally {
      this.loaded = true;
    }
    if (!this.people.length)
      this.people = await ticketApi.people().then(
        (list) => list.people,
        () => [],
      );
  }

  show(view: TicketList): void {
    this.view = view;
    void this.load();
  }

  search(query: string): void {
    this.query = query;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.load(), 200);
  }

  async more(): Promise<void> {
    try {
      const page = await ticketApi.list(this.view, this.query.trim(), this.next);
      this.rows = [...this.rows, ...page.rows];
      this.next = page.next ?? '';
    } catch (error) {
      live.notify(say(error), 'danger');
    }
  }

  async open(id: string): Promise<void> {
    if (!id) {
      this.detail = null;
      return;
    }
    try {
      this.detail = await ticketApi.one(id);
    } catch (error) {
      this.detail = null;
      live.notify(say(error), 'danger');
    }
  }

  /** True when it was saved. */
  async change(change: Omit<ChangeTicketRequest, 'client_id'>): Promise<boolean> {
    if (!this.detail || this.busy) return false;
    this.busy = true;
    try {
      this.detail = await ticketApi.change(this.detail.id, { client_id: newId(), ...change });
      live.notify(k('saved', { number: this.detail.number }));
      void this.load();
      return true;
    } catch (error) {
      live.notify(say(error), 'danger');
      return false;
    } finally {
      this.busy = false;
    }
  }
}

export const tickets = new Tickets();
