import { ApiError } from '@rozmova/shared/api';
import { Backoff } from '@rozmova/shared/stream';
import { newId, type Memory } from './memory.ts';

/** A message the customer wrote that is not yet in the log we have seen. */
export interface Entry {
  id: string;
  text: string;
  button?: string;
  /** Milliseconds; strictly rising, so it is also the order of sending. */
  at: number;
  /** sent: the server has it, only its event has not come back yet. */
  state: 'queued' | 'sent' | 'failed';
  /** Why it failed, in the server's words for people. */
  why?: string;
  /** The same message may succeed later: only the server was in trouble. */
  again?: boolean;
}

export interface OutboxOptions {
  memory: Memory;
  /** Sends one entry; throws ApiError. */
  send(entry: Entry): Promise<void>;
  changed(entries: Entry[]): void;
  /** The server asked for a pause. */
  limited(milliseconds: number): void;
}

/** Tries that meet a failing server before the customer is told. */
const patience = 5;
const prefix = 'out:';

/**
 * Messages on their way. Each is its own key in the shared memory, so tabs never
 * overwrite each other's; one tab at a time sends, oldest first, and a message
 * leaves the box only when its event has been seen. A message whose answer was
 * lost is sent again under the same client_id, which the server answers as before.
 */
export class Outbox {
  readonly #options: OutboxOptions;
  readonly #backoff = new Backoff(1000, 30_000);
  #timer: ReturnType<typeof setTimeout> | undefined;
  #sending = false;
  #again = false;
  /** In the log already. Another tab may put an entry back that it has not heard of yet. */
  readonly #seen = new Set<string>();

  constructor(options: OutboxOptions) {
    this.#options = options;
  }

  entries(): Entry[] {
    const { memory } = this.#options;
    return memory
      .keys(prefix)
      .map((key) => memory.get<Entry>(key))
      .filter((entry) => {
        if (!entry?.id || typeof entry.text !== 'string') return false;
        if (this.#seen.has(entry.id)) memory.remove(prefix + entry.id);
        return !this.#seen.has(entry.id);
      })
      .sort((a, b) => a!.at - b!.at) as Entry[];
  }

  add(text: string, button?: string): Entry {
    const last = this.entries().at(-1)?.at ?? 0;
    const entry: Entry = { id: newId(), text, button, at: Math.max(Date.now(), last + 1), state: 'queued' };
    this.#put(entry);
    void this.flush();
    return entry;
  }

  /** The events of these messages are in the log: they are sent for good. */
  seen(ids: string[]): void {
    for (const id of ids) this.#seen.add(id);
    this.refresh();
  }

  remove(id: string): void {
    this.#options.memory.remove(prefix + id);
    this.refresh();
  }

  /** Once more; what failed only because the server was down goes with it, in order. */
  retry(id: string): void {
    for (const entry of this.entries()) {
      if (entry.id === id || (entry.state === 'failed' && entry.again)) {
        this.#put({ ...entry, state: 'queued' });
      }
    }
    this.#backoff.reset();
    void this.flush();
  }

  /** Another conversation begins: what was not sent yet goes there, the rest is history. */
  moveOn(everything: boolean): void {
    for (const entry of this.entries()) {
      if (everything || entry.state === 'sent') this.#options.memory.remove(prefix + entry.id);
    }
    this.refresh();
  }

  refresh(): void {
    this.#options.changed(this.entries());
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#again = true;
    if (this.#sending) return;
    this.#sending = true;
    try {
      while (this.#again) {
        this.#again = false;
        await this.#options.memory.alone('outbox', () => this.#drain());
      }
    } finally {
      this.#sending = false;
    }
  }

  async #drain(): Promise<void> {
    for (;;) {
      const entry = this.entries().find((one) => one.state === 'queued');
      if (!entry) return;
      try {
        await this.#options.send(entry);
        this.#backoff.reset();
        this.#update({ ...entry, state: 'sent' });
      } catch (error) {
        const problem = error instanceof ApiError ? error : new ApiError(0, 'network');
        if (!problem.temporary) {
          this.#update({ ...entry, state: 'failed', why: problem.problem?.detail });
          continue;
        }
        const pause = Math.max(problem.retryAfter ?? 0, this.#backoff.next());
        if (problem.status === 429) this.#options.limited(pause);
        else if (problem.status && this.#backoff.tries >= patience) return this.#giveUp();
        this.#timer = setTimeout(() => void this.flush(), pause);
        return;
      }
    }
  }

  #giveUp(): void {
    for (const entry of this.entries()) {
      if (entry.state === 'queued') this.#put({ ...entry, state: 'failed', again: true });
    }
    this.#backoff.reset();
  }

  /** What came of a request; meanwhile the customer may have left, or its event arrived. */
  #update(entry: Entry): void {
    if (this.#options.memory.get(prefix + entry.id) && !this.#seen.has(entry.id)) this.#put(entry);
  }

  #put(entry: Entry): void {
    this.#options.memory.set(prefix + entry.id, entry);
    this.refresh();
  }
}
