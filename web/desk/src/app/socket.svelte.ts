/**
 * The desk's one live connection. It comes back by itself, says honestly how it is, and after
 * every return asks again for the conversation that is open, from the cursor that its reader
 * holds. What was missed meanwhile is the readers' business: they listen with onReturn.
 */
import type { DeskCommand, DeskFrame } from '@rozmova/shared/api';
import { Backoff, type StreamState } from '@rozmova/shared/stream';

const silence = 70_000;
/** The server closes with this when the sign-in has ended. */
const signedOut = 4401;

type Listener = (frame: DeskFrame) => void;

class Socket {
  state = $state<StreamState>('connecting');
  #socket: WebSocket | undefined;
  #backoff = new Backoff(400, 15_000);
  #timer: ReturnType<typeof setTimeout> | undefined;
  #watchdog: ReturnType<typeof setTimeout> | undefined;
  #listeners = new Set<Listener>();
  #returns = new Set<() => void>();
  #open: { conversation: string; after: () => number } | undefined;
  #running = false;
  #refusals = 0;
  #hiddenAt = 0;
  /** Asked after repeated refusals: a handshake cannot say that the session has ended. */
  onRefused: () => void = () => {};

  get online(): boolean {
    return this.state === 'online';
  }

  start(): void {
    if (this.#running) return;
    this.#running = true;
    addEventListener('online', this.#wake);
    addEventListener('offline', this.#sleep);
    document.addEventListener('visibilitychange', this.#look);
    this.#connect();
  }

  stop(): void {
    this.#running = false;
    removeEventListener('online', this.#wake);
    removeEventListener('offline', this.#sleep);
    document.removeEventListener('visibilitychange', this.#look);
    this.#drop();
    this.#open = undefined;
    this.state = 'connecting';
  }

  listen(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Called each time the connection stands, the first time too. */
  onReturn(back: () => void): () => void {
    this.#returns.add(back);
    return () => this.#returns.delete(back);
  }

  /** Follows one conversation; `after` is read again at each reconnect. */
  follow(conversation: string, after: () => number): void {
    if (this.#open && this.#open.conversation !== conversation) this.unfollow(this.#open.conversation);
    this.#open = { conversation, after };
    this.#send({ type: 'open', conversation, after: after() });
  }

  unfollow(conversation: string): void {
    if (this.#open?.conversation !== conversation) return;
    this.#open = undefined;
    this.#send({ type: 'close', conversation });
  }

  /** Try now instead of at the end of the pause. */
  nudge(): void {
    if (this.#running && this.state !== 'online') this.#connect();
  }

  #connect(): void {
    this.#drop();
    let stood = false;
    let socket: WebSocket;
    try {
      socket = new WebSocket(`${location.origin.replace(/^http/, 'ws')}/api/desk/v1/stream`);
    } catch {
      return this.#later();
    }
    this.#socket = socket;
    socket.onopen = () => {
      stood = true;
      this.#refusals = 0;
      this.#backoff.reset();
      this.state = 'online';
      this.#watch();
      if (this.#open)
        this.#send({ type: 'open', conversation: this.#open.conversation, after: this.#open.after() });
      for (const back of this.#returns) back();
    };
    socket.onmessage = (message) => {
      this.#watch();
      const frame = parse(message.data);
      if (frame) for (const listener of this.#listeners) listener(frame);
    };
    socket.onclose = (event) => {
      if (this.#socket !== socket) return;
      if (event.code === signedOut) this.onRefused();
      if (!stood && ++this.#refusals === 2 && navigator.onLine !== false) {
        this.#refusals = 0;
        this.onRefused();
      }
      this.#later();
    };
  }

  #later(): void {
    if (!this.#running) return;
    this.#drop();
    this.state = navigator.onLine === false ? 'offline' : 'waiting';
    this.#timer = setTimeout(() => this.#connect(), this.#backoff.next());
  }

  #drop(): void {
    clearTimeout(this.#timer);
    clearTimeout(this.#watchdog);
    const socket = this.#socket;
    this.#socket = undefined;
    socket?.close();
  }

  #watch(): void {
    clearTimeout(this.#watchdog);
    this.#watchdog = setTimeout(() => this.#later(), silence);
  }

  #send(command: DeskCommand): void {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(command));
  }

  #wake = (): void => {
    this.#backoff.reset();
    this.nudge();
  };

  #sleep = (): void => {
    if (!this.#running) return;
    this.#drop();
    this.state = 'offline';
    // Some systems say "offline" behind a VPN that works: one try a little later stays.
    this.#timer = setTimeout(() => this.nudge(), 20_000);
  };

  /** A tab that slept long may hold a connection that died without a word. */
  #look = (): void => {
    if (document.hidden) this.#hiddenAt = Date.now();
    else if (this.state !== 'online' || Date.now() - this.#hiddenAt > silence) this.#wakeHard();
  };

  #wakeHard(): void {
    if (this.state === 'online') this.#later();
    this.#wake();
  }
}

function parse(data: unknown): DeskFrame | undefined {
  if (typeof data !== 'string') return undefined;
  try {
    const frame: unknown = JSON.parse(data);
    return frame && typeof frame === 'object' && 'type' in frame ? (frame as DeskFrame) : undefined;
  } catch {
    return undefined;
  }
}

export const socket = new Socket();
