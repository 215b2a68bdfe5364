import { ApiError } from '../api/client.ts';
import { Backoff } from './backoff.ts';
import { Cursor, type Numbered } from './cursor.ts';
import type { Transport } from './transports.ts';

/** connecting: first try; online: live; waiting: lost, coming back; offline: the device has no network. */
export type StreamState = 'connecting' | 'online' | 'waiting' | 'offline';

export interface StreamOptions<E extends Numbered> {
  /** Best first: WebSocket, then SSE, then long poll. The last one that works is kept. */
  transports: Transport[];
  /** One page of the log after a seq; closes gaps, and says why a socket was refused. */
  fetchAfter(after: number): Promise<{ events: E[]; last_seq: number }>;
  /** New events, in order, each once. Called with batches, so that history paints once. */
  onEvents(events: E[]): void;
  /** A frame outside the log (typing …). */
  onEphemeral?(frame: { type: string }): void;
  onState?(state: StreamState): void;
  /** Our cursor is beyond the end of the log: forget what was shown, it all comes again. */
  onReset?(): void;
  /**
   * A refusal that time does not heal (401, 403, 404). Return true when it was mended
   * (a new token, say) and the stream may try again; otherwise it stops.
   */
  onRefused?(error: ApiError): Promise<boolean> | boolean;
  after?: number;
  backoff?: Backoff;
  /** Silence after which a connection counts as dead; the server pings more often than that. */
  silence?: number;
}

/** Events after a cursor, for as long as it is not stopped, across anything the network does. */
export class Stream<E extends Numbered> {
  readonly #options: StreamOptions<E>;
  readonly #cursor: Cursor<E>;
  readonly #backoff: Backoff;
  #state: StreamState = 'connecting';
  #transport = 0;
  #refusals = 0;
  #stopTransport: (() => void) | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #watchdog: ReturnType<typeof setTimeout> | undefined;
  #heard = 0;
  #pending: E[] = [];
  #flushing = false;
  #stopped = false;
  #busy = false;

  constructor(options: StreamOptions<E>) {
    this.#options = options;
    this.#cursor = new Cursor<E>(options.after ?? 0);
    this.#backoff = options.backoff ?? new Backoff();
  }

  get last(): number {
    return this.#cursor.last;
  }

  get state(): StreamState {
    return this.#state;
  }

  start(): this {
    addEventListener('online', this.#wake);
    addEventListener('offline', this.#sleep);
    addEventListener('pageshow', this.#wake);
    document.addEventListener('visibilitychange', this.#look);
    void this.#catchUp().then((ok) => ok && this.#connect());
    return this;
  }

  stop(): void {
    this.#stopped = true;
    removeEventListener('online', this.#wake);
    removeEventListener('offline', this.#sleep);
    removeEventListener('pageshow', this.#wake);
    document.removeEventListener('visibilitychange', this.#look);
    this.#drop();
  }

  /** Try now instead of at the end of the pause. */
  nudge(): void {
    if (this.#stopped || this.#state === 'online' || this.#busy) return;
    this.#drop();
    void this.#catchUp().then((ok) => ok && this.#connect());
  }

  #connect(): void {
    if (this.#stopped) return;
    this.#drop();
    let opened = false;
    this.#stopTransport = this.#options.transports[this.#transport]!(this.#cursor.last, {
      open: () => {
        opened = true;
        this.#refusals = 0;
        this.#listen();
        this.#set('online');
      },
      frame: (data) => {
        this.#backoff.reset();
        this.#listen();
        this.#take(data as { type: string });
      },
      close: () => {
        this.#stopTransport = undefined;
        if (!opened && ++this.#refusals >= 2) this.#fallBack();
        // The log itself knows why we were refused, and it has what we missed meanwhile.
        this.#later();
      },
    });
    // A proxy may swallow the handshake without an answer.
    if (!opened) this.#listen(12_000);
  }

  /** Fetches the log up to its end. False when it failed; the next try is then set. */
  async #catchUp(): Promise<boolean> {
    if (this.#stopped || this.#busy) return false;
    this.#busy = true;
    try {
      for (;;) {
        const before = this.#cursor.last;
        const page = await this.#options.fetchAfter(before);
        if (this.#stopped) return false;
        this.#pass(page.events);
        if (page.last_seq < before) throw new ApiError(400, 'cursor_ahead');
        if (this.#cursor.last >= page.last_seq || this.#cursor.last === before) return true;
      }
    } catch (error) {
      this.#busy = false;
      await this.#failed(error instanceof ApiError ? error : new ApiError(0, 'network'));
      return false;
    } finally {
      this.#busy = false;
    }
  }

  async #failed(error: ApiError): Promise<void> {
    if (this.#stopped) return;
    if (error.code === 'cursor_ahead') {
      this.#cursor.reset();
      this.#pending = [];
      this.#options.onReset?.();
    } else if (!error.temporary && !(await this.#options.onRefused?.(error))) {
      return this.stop();
    }
    this.#later(error.retryAfter);
  }

  #later(pause?: number): void {
    if (this.#stopped) return;
    this.#drop();
    this.#set(navigator.onLine === false ? 'offline' : 'waiting');
    this.#timer = setTimeout(
      () => void this.#catchUp().then((ok) => ok && this.#connect()),
      Math.max(pause ?? 0, this.#backoff.next()),
    );
  }

  #take(frame: { type: string; seq?: number }): void {
    if (typeof frame.seq !== 'number') return this.#options.onEphemeral?.(frame);
    this.#pending.push(frame as unknown as E);
    if (this.#flushing) return;
    this.#flushing = true;
    // Frames that arrive together are shown together.
    queueMicrotask(() => {
      this.#flushing = false;
      const batch = this.#pending;
      this.#pending = [];
      if (!this.#stopped && this.#pass(batch)) {
        this.#drop();
        void this.#catchUp().then((ok) => ok && this.#connect());
      }
    });
  }

  /** True when something before the batch is missing. */
  #pass(events: E[]): boolean {
    const { fresh, gap } = this.#cursor.accept(events);
    if (fresh.length) this.#options.onEvents(fresh);
    return gap;
  }

  #fallBack(): void {
    this.#refusals = 0;
    this.#transport = Math.min(this.#transport + 1, this.#options.transports.length - 1);
  }

  #listen(limit = this.#options.silence ?? 70_000): void {
    this.#heard = Date.now();
    clearTimeout(this.#watchdog);
    this.#watchdog = setTimeout(() => {
      if (this.#state !== 'online' && ++this.#refusals >= 2) this.#fallBack();
      this.#later();
    }, limit);
  }

  #drop(): void {
    clearTimeout(this.#timer);
    clearTimeout(this.#watchdog);
    this.#stopTransport?.();
    this.#stopTransport = undefined;
  }

  #set(state: StreamState): void {
    if (this.#state === state) return;
    this.#state = state;
    this.#options.onState?.(state);
  }

  #wake = (): void => {
    this.#backoff.reset();
    this.nudge();
  };

  #sleep = (): void => {
    this.#drop();
    this.#set('offline');
    // Some systems report "offline" behind a VPN that works, so one try now and then stays.
    this.#timer = setTimeout(() => this.nudge(), 20_000);
  };

  /** Timers sleep in a background tab: on return a connection may be dead without knowing. */
  #look = (): void => {
    if (document.hidden) return;
    if (this.#state === 'online' && Date.now() - this.#heard > (this.#options.silence ?? 70_000))
      this.#later();
    if (this.#state === 'waiting') this.#wake();
  };
}
