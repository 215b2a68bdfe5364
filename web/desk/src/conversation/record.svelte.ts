/**
 * One conversation as this page knows it: its details, the part of its log that is loaded, and
 * the reader's place in that log. Loading starts at the end, because that is what is read.
 */
import { ApiError, type DeskConversation, type DeskEvent } from '@rozmova/shared/api';
import { Cursor } from '@rozmova/shared/stream';
import { desk } from '../api/desk.ts';
import { inbox } from '../inbox/inbox.svelte.ts';
import { readUpto } from './read-state.ts';
import { titlesOf } from './thread.ts';

export const pageSize = 150;

/** These change what the right pane shows, so the details are asked for again. */
const changesDetail = new Set([
  'handoff',
  'slot_set',
  'action',
  'parked',
  'owner',
  'flow_started',
  'flow_ended',
  'level',
  'question',
  'slot_cleared',
  'fault',
  'resolved',
  'reopened',
]);

export class ConversationRecord {
  readonly id: string;
  detail = $state.raw<DeskConversation | undefined>();
  events = $state.raw<readonly DeskEvent[]>([]);
  status = $state<'new' | 'loading' | 'ready' | 'missing' | 'failed'>('new');
  loadingOlder = $state(false);
  /** Up to which message agents had read when this visit began; where «new» is drawn. */
  dividerAfter = $state<number | undefined>();
  typing = $state.raw<{ actor: string; name?: string; until: number } | null>(null);
  /** The act that waits for the server's word: take, return, resolve, reopen. */
  busy = $state<string | null>(null);
  /** Why the last act did not happen, for the dialog that asked for it. */
  failure = $state('');
  /** Effects whose Retry was pressed and not yet answered by the log. */
  retrying = $state.raw<readonly string[]>([]);
  usedAt = 0;
  /** Titles for the names in this log: flow:…, slot:…, value:…. */
  titles: ReadonlyMap<string, string> = $derived(titlesOf(this.events, this.detail));
  #cursor = new Cursor<DeskEvent>();
  #loading: Promise<void> | undefined;
  #catching: Promise<void> | undefined;
  #refresh: ReturnType<typeof setTimeout> | undefined;
  #typingTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(id: string) {
    this.id = id;
  }

  /** The last seq that is shown; also where a stream goes on. */
  get last(): number {
    return this.#cursor.last;
  }

  get first(): number {
    return this.events[0]?.seq ?? 1;
  }

  get row() {
    return inbox.rows.get(this.id) ?? this.detail?.row;
  }

  load(): Promise<void> {
    if (this.status === 'ready') return Promise.resolve();
    return (this.#loading ??= this.#load().finally(() => (this.#loading = undefined)));
  }

  async #load(): Promise<void> {
    this.status = 'loading';
    try {
      let known = this.row?.last_seq;
      const detail = desk.conversation(this.id);
      if (known === undefined) known = (await detail).row.last_seq;
      const after = Math.max(0, known - pageSize);
      const [found, page] = await Promise.all([detail, desk.events(this.id, after)]);
      this.#cursor.reset(after);
      this.#setDetail(found);
      this.#append(page.events, false);
      while (this.last < page.last_seq) {
        const before = this.last;
        this.#append((await desk.events(this.id, before)).events, false);
        if (this.last === before) break;
      }
      this.status = 'ready';
    } catch (error) {
      this.status = error instanceof ApiError && error.status === 404 ? 'missing' : 'failed';
    }
  }

  /** Events from the stream. What does not fit the cursor is fetched in order. */
  receive(events: readonly DeskEvent[]): DeskEvent[] {
    if (this.status !== 'ready') return [];
    const fresh = this.#append(events, true);
    if (fresh.gap) void this.catchUp();
    return fresh.events;
  }

  /** Reads the log to its end. Safe to call at any time and as often as one likes. */
  catchUp(): Promise<void> {
    if (this.status !== 'ready') return this.load();
    return (this.#catching ??= this.#catchUp().finally(() => (this.#catching = undefined)));
  }

  async #catchUp(): Promise<void> {
    try {
      for (;;) {
        const before = this.last;
        const page = await desk.events(this.id, before);
        this.#append(page.events, true);
        if (this.last >= page.last_seq || this.last === before) break;
      }
      await this.refresh();
    } catch (error) {
      if (error instanceof ApiError && error.code === 'cursor_ahead') {
        // The log was restored from an older copy: what we hold is not true any more.
        this.events = [];
        this.status = 'new';
        await this.load();
      }
    }
  }

  async older(): Promise<void> {
    if (this.first <= 1 || this.loadingOlder || this.status !== 'ready') return;
    this.loadingOlder = true;
    try {
      const first = this.first;
      const after = Math.max(0, first - 1 - pageSize);
      const page = await desk.events(this.id, after, first - 1 - after);
      const before = page.events.filter((event) => event.seq < first);
      this.events = [...before, ...this.events];
    } catch {
      // The button stays where it was; the next scroll tries again.
    } finally {
      this.loadingOlder = false;
    }
  }

  async refresh(): Promise<void> {
    clearTimeout(this.#refresh);
    try {
      this.#setDetail(await desk.conversation(this.id));
    } catch {
      // What is on screen stays; the next event asks again.
    }
  }

  setTyping(actor: string, name: string | undefined): void {
    clearTimeout(this.#typingTimer);
    this.typing = { actor, name, until: Date.now() + 6000 };
    this.#typingTimer = setTimeout(() => (this.typing = null), 6000);
  }

  /** Begins a visit: the divider stands behind what agents have read until now. */
  visit(): void {
    this.dividerAfter = readUpto(this.events);
  }

  #setDetail(detail: DeskConversation): void {
    this.detail = detail;
    this.retrying = this.retrying.filter((id) =>
      detail.effects.some((effect) => effect.id === id && effect.state === 'parked'),
    );
    inbox.put(detail.row);
  }

  #append(events: readonly DeskEvent[], live: boolean): { events: DeskEvent[]; gap: boolean } {
    const { fresh, gap } = this.#cursor.accept(events);
    if (fresh.length) {
      this.events = [...this.events, ...fresh];
      if (fresh.some((event) => event.type === 'message' && event.actor === this.typing?.actor))
        this.typing = null;
      if (live && fresh.some((event) => changesDetail.has(event.type))) {
        clearTimeout(this.#refresh);
        this.#refresh = setTimeout(() => void this.refresh(), 120);
      }
    }
    return { events: fresh, gap };
  }
}
