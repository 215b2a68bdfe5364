/**
 * What the agent wrote and the log does not hold yet. Each entry has one client_id for life, so
 * that repeating it after a lost answer never doubles it; entries of one conversation leave in
 * order; all survive a reload. An entry goes only when the log shows it or the agent drops it.
 */
import { ApiError, type DeskEvent } from '@rozmova/shared/api';
import { Backoff } from '@rozmova/shared/stream';
import { desk } from '../api/desk.ts';
import { socket } from '../app/socket.svelte.ts';
import { session } from '../session/session.svelte.ts';
import { newId } from './ids.ts';

export interface Pending {
  client_id: string;
  conversation: string;
  kind: 'reply' | 'note';
  text: string;
  at: string;
  /** The end of the log, as far as it was known, when this was written. */
  after: number;
  /** sending: on its way; waiting: will be repeated by itself; accepted: the server has it; failed: needs the agent. */
  state: 'sending' | 'waiting' | 'accepted' | 'failed';
  seq?: number;
  error?: { code: string; text: string };
}

class Outbox {
  items = $state<Pending[]>([]);
  #running = new Set<string>();
  /** Whose entries these are, from restore to leave. */
  #user = '';
  #backoff = new Backoff(1000, 20_000);
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Called when another agent turned out to hold the conversation. */
  onRefused: (item: Pending, error: ApiError) => void = () => {};
  /** Called when the server has accepted an entry while no stream would show it. */
  onAccepted: (item: Pending) => void = () => {};

  of(conversation: string): Pending[] {
    return this.items.filter((item) => item.conversation === conversation);
  }

  get waiting(): number {
    return this.items.filter((item) => item.state === 'waiting' || item.state === 'sending').length;
  }

  /** Takes up what an earlier page left behind. */
  restore(): void {
    this.#user = session.user?.id ?? '';
    try {
      const stored: unknown = JSON.parse(localStorage.getItem(this.#key) ?? '[]');
      if (Array.isArray(stored))
        this.items = (stored as Pending[])
          .filter((item) => item.client_id && item.conversation && item.text)
          .map((item) => (item.state === 'failed' ? item : { ...item, state: 'waiting', seq: undefined }));
    } catch {
      this.items = [];
    }
    this.flush();
  }

  send(conversation: string, kind: Pending['kind'], text: string, after: number): void {
    this.items.push({
      client_id: newId(),
      conversation,
      kind,
      text,
      at: new Date().toISOString(),
      after,
      state: socket.state === 'offline' ? 'waiting' : 'sending',
    });
    this.#store();
    void this.#run(conversation);
  }

  retry(clientId: string): void {
    const item = this.items.find((entry) => entry.client_id === clientId);
    if (!item) return;
    item.state = 'sending';
    item.error = undefined;
    this.#store();
    void this.#run(item.conversation);
  }

  /** Gives the text back, for the composer. */
  discard(clientId: string): string {
    const text = this.items.find((item) => item.client_id === clientId)?.text ?? '';
    this.#remove((item) => item.client_id === clientId);
    return text;
  }

  /** The log has grown: entries that it now shows are done. */
  settle(conversation: string, events: readonly DeskEvent[], last: number): void {
    const shown = new Set<string>();
    for (const event of events) if ('client_id' in event && event.client_id) shown.add(event.client_id);
    this.#remove(
      (item) =>
        item.conversation === conversation &&
        (shown.has(item.client_id) || (item.seq !== undefined && item.seq <= last)),
    );
    // The event may overtake the answer to its own request; it is matched by its words until then.
    for (const event of events) {
      if (event.actor !== 'agent' || (event.type !== 'message' && event.type !== 'note')) continue;
      const item = this.items.find(
        (entry) =>
          entry.conversation === conversation &&
          entry.state === 'sending' &&
          entry.seq === undefined &&
          entry.text === event.text &&
          event.seq > entry.after &&
          (!event.name || event.name === session.user?.name),
      );
      if (item) item.seq = event.seq;
    }
    this.#remove((item) => item.conversation === conversation && item.seq !== undefined && item.seq <= last);
  }

  flush(): void {
    clearTimeout(this.#timer);
    for (const conversation of new Set(this.items.map((item) => item.conversation)))
      void this.#run(conversation);
  }

  /** The sign-in has ended: what waits stays on the device until the same agent is back. */
  leave(): void {
    clearTimeout(this.#timer);
    this.#user = '';
    this.items = [];
  }

  async #run(conversation: string): Promise<void> {
    if (this.#running.has(conversation)) return;
    this.#running.add(conversation);
    try {
      for (;;) {
        const item = this.items.find(
          (entry) =>
            entry.conversation === conversation && (entry.state === 'sending' || entry.state === 'waiting'),
        );
        if (!item) return;
        item.state = 'sending';
        if (!(await this.#post(item))) return;
      }
    } finally {
      this.#running.delete(conversation);
    }
  }

  /** False when the queue of this conversation has to wait. */
  async #post(item: Pending): Promise<boolean> {
    try {
      const send = item.kind === 'note' ? desk.note : desk.write;
      const { seq } = await send(item.conversation, item.client_id, item.text);
      this.#backoff.reset();
      const entry = this.items.find((other) => other.client_id === item.client_id);
      if (entry) {
        entry.state = 'accepted';
        entry.seq = seq;
        this.#store();
        this.onAccepted(entry);
      }
      return true;
    } catch (error) {
      const failure = error instanceof ApiError ? error : new ApiError(0, 'network');
      if (failure.status === 401) {
        // Not refused, only not signed in any more: it leaves when the same agent is back.
        item.state = 'waiting';
        this.#store();
        return false;
      }
      if (failure.temporary) {
        item.state = 'waiting';
        clearTimeout(this.#timer);
        this.#timer = setTimeout(() => this.flush(), Math.max(failure.retryAfter ?? 0, this.#backoff.next()));
        return false;
      }
      item.state = 'failed';
      item.error = { code: failure.code, text: failure.problem?.detail ?? '' };
      this.#store();
      this.onRefused(item, failure);
      return true;
    }
  }

  get #key(): string {
    return `rozmova.desk.outbox.${this.#user}`;
  }

  #remove(done: (item: Pending) => boolean): void {
    if (!this.items.some(done)) return;
    this.items = this.items.filter((item) => !done(item));
    this.#store();
  }

  #store(): void {
    if (!this.#user) return;
    try {
      if (this.items.length) localStorage.setItem(this.#key, JSON.stringify(this.items));
      else localStorage.removeItem(this.#key);
    } catch {
      // Without storage the outbox lives as long as the page.
    }
  }
}

export const outbox = new Outbox();
