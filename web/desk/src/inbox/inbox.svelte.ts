/**
 * The lists of the inbox. Every known row is kept once; a list is an order of ids. Live rows
 * move through all loaded lists at once, so a change of view shows what is true right now.
 */
import { SvelteMap } from 'svelte/reactivity';
import { ApiError, type Counts, type Inbox as Page, type InboxView, type Row } from '@rozmova/shared/api';
import { desk } from '../api/desk.ts';
import { session } from '../session/session.svelte.ts';
import { belongs, compare, matches, place } from './order.ts';

export class List {
  ids = $state.raw<readonly string[]>([]);
  next = $state<string | undefined>();
  loaded = $state(false);
  loading = $state(false);
  failed = $state(false);
  stale = true;
  /** Guards against an older answer that arrives after a newer one. */
  turn = 0;
  readonly view: InboxView;
  readonly query: string;

  constructor(view: InboxView, query: string) {
    this.view = view;
    this.query = query;
  }
}

class Inbox {
  rows = new SvelteMap<string, Row>();
  counts = $state.raw<Counts | null>(null);
  view = $state<InboxView>('mine');
  query = $state('');
  /** The row that j and k move. */
  cursor = $state<string | null>(null);
  /** The search box as it is typed; `query` follows when the typing rests. */
  draft = $state('');
  #lists = new SvelteMap<string, List>();
  #typing: ReturnType<typeof setTimeout> | undefined;
  /** Set by the conversation store: the conversation on screen is being read right now. */
  isBeingRead: (id: string) => boolean = () => false;

  list: List = $derived(this.#list(this.view, this.query));

  /** What is on screen: the list, or a foretaste from the known rows while the search is asked. */
  ids: readonly string[] = $derived.by(() => {
    const list = this.list;
    const draft = this.draft.trim();
    if (draft === this.query && (list.loaded || !draft)) return list.ids;
    if (!draft) return list.ids;
    return [...this.rows.values()]
      .filter((row) => belongs(row, this.view, session.user?.id ?? '') && matches(row, draft))
      .sort(compare)
      .map((row) => row.id);
  });

  #list(view: InboxView, query: string): List {
    return this.#lists.get(`${view} ${query}`) ?? new List(view, query);
  }

  /** Shows a view. What is known is there at once; the server is asked when it may have changed. */
  show(view: InboxView): void {
    this.view = view;
    this.open();
  }

  open(): void {
    const key = `${this.view} ${this.query}`;
    let list = this.#lists.get(key);
    if (!list) {
      list = new List(this.view, this.query);
      this.#lists.set(key, list);
    }
    if (list.stale && !list.loading) void this.#load(list);
  }

  search(text: string): void {
    this.draft = text;
    clearTimeout(this.#typing);
    this.#typing = setTimeout(
      () => {
        // Searches are not kept: their answers grow old unseen.
        for (const [key, list] of this.#lists) if (list.query) this.#lists.delete(key);
        this.query = this.draft.trim().slice(0, 200);
        this.open();
      },
      this.draft.trim() ? 180 : 0,
    );
  }

  /** The next page, when the end of the list comes near. */
  async more(): Promise<void> {
    const list = this.list;
    if (!list.next || list.loading) return;
    await this.#load(list, list.next);
  }

  /** After a reconnect: everything may have changed. */
  reload(): void {
    for (const list of this.#lists.values()) list.stale = true;
    this.open();
  }

  retry(): void {
    this.list.stale = true;
    this.open();
  }

  /** Loads a view that is likely to be next, quietly. */
  prefetch(view: InboxView): void {
    const key = `${view} `;
    if (this.#lists.has(key)) return;
    const list = new List(view, '');
    this.#lists.set(key, list);
    void this.#load(list);
  }

  put(row: Row): void {
    const known = this.rows.get(row.id);
    // Frames and answers overtake each other; the log's length tells which is newer.
    if (
      known &&
      (known.last_seq > row.last_seq ||
        (known.last_seq === row.last_seq && known.updated_at > row.updated_at))
    )
      return;
    const shown = row.unread && this.isBeingRead(row.id) ? { ...row, unread: false } : row;
    this.rows.set(row.id, shown);
    for (const list of this.#lists.values()) {
      if (!list.loaded) continue;
      const present = list.ids.includes(row.id);
      const member = belongs(row, list.view, session.user?.id ?? '') && (!list.query || present);
      if (!member && !present) continue;
      list.ids = place(list.ids, shown, member, !list.next, (id) => this.rows.get(id));
    }
  }

  markRead(id: string): void {
    const row = this.rows.get(id);
    if (row?.unread) this.rows.set(id, { ...row, unread: false });
  }

  setCounts(counts: Counts): void {
    this.counts = counts;
  }

  clear(): void {
    this.rows.clear();
    this.#lists.clear();
    this.counts = null;
    this.cursor = null;
    this.draft = '';
    this.query = '';
  }

  async #load(list: List, before?: string): Promise<void> {
    const turn = ++list.turn;
    list.loading = true;
    list.stale = false;
    try {
      const page = await desk.inbox(list.view, list.query, before);
      if (turn !== list.turn) return;
      this.#take(list, page, before !== undefined);
      list.failed = false;
    } catch (error) {
      if (turn !== list.turn) return;
      list.stale = true;
      list.failed = !(error instanceof ApiError && error.status === 401);
    } finally {
      if (turn === list.turn) list.loading = false;
    }
  }

  #take(list: List, page: Page, more: boolean): void {
    this.counts = page.counts;
    const fresh = page.rows.map((row) => row.id);
    const here = new Set(fresh);
    for (const row of page.rows) this.put(row);
    if (more) {
      list.ids = [...list.ids.filter((id) => !here.has(id)), ...fresh];
      list.next = page.next;
    } else {
      // The first page again: what was loaded behind it stays, so that nothing jumps.
      const last = page.rows.at(-1);
      const tail = page.next && last ? list.ids.filter((id) => !here.has(id) && this.#behind(id, last)) : [];
      list.ids = [...fresh, ...tail];
      list.next = tail.length ? list.next : page.next;
    }
    list.loaded = true;
  }

  #behind(id: string, last: Row): boolean {
    const row = this.rows.get(id);
    return !!row && compare(last, row) < 0;
  }
}

export const inbox = new Inbox();
