import {
  ApiError,
  type CustomerEvent,
  type Ephemeral,
  type EventPage,
  type Locale,
  type MessageRequest,
} from '@rozmova/shared/api';
import { Stream, longPoll, serverSentEvents, webSocket, type StreamState } from '@rozmova/shared/stream';
import { Memory } from './memory.ts';
import { Outbox, type Entry } from './outbox.ts';
import { project } from './project.ts';
import { Sessions, type Stored } from './session.ts';

export interface ChatOptions {
  workspace: string;
  server: string;
  locale: () => Locale;
  /** Tells the page: message, unread. */
  emit(type: string, detail?: unknown): void;
}

export type Phase = 'idle' | 'starting' | 'ready' | 'failed';

/** How long a typing frame holds, and how long we say that an answer is coming. */
const typingHolds = 6_000;
const thinkingHolds = 25_000;
/** Most bot answers come sooner than this, and then dots would only flicker. */
const thinkingShows = 250;
const typingEvery = 3_000;

/** One customer's conversation: the log as far as it was seen, what is on its way, and who answers. */
export class Chat {
  readonly memory: Memory;
  readonly #sessions: Sessions;
  readonly #outbox: Outbox;
  readonly #emit: ChatOptions['emit'];
  readonly #server: string;
  #stream: Stream<CustomerEvent> | undefined;
  #unwatch: () => void;
  #starting: Promise<void> | undefined;
  #typed = 0;
  #told = 0;
  #timers: Record<string, ReturnType<typeof setTimeout>> = {};

  phase = $state.raw<Phase>('idle');
  problem = $state.raw<ApiError>();
  workspaceName = $state.raw('');
  conversation = $state.raw('');
  connection = $state.raw<StreamState>('connecting');
  /** The connection has been away long enough to say so. */
  lost = $state.raw(false);
  limited = $state.raw(false);
  events = $state.raw<CustomerEvent[]>([]);
  entries = $state.raw<Entry[]>([]);
  typing = $state.raw<{ actor: string; name?: string }>();
  seenUpto = $state.raw(0);
  /** The customer is looking at the conversation. */
  watching = $state.raw(false);

  view = $derived(project(this.events, this.entries, this.connection !== 'offline' && !this.lost));
  unread = $derived(this.watching ? 0 : this.view.incoming.filter((seq) => seq > this.seenUpto).length);

  constructor(options: ChatOptions) {
    this.#emit = options.emit;
    this.#server = options.server;
    this.memory = new Memory(options.workspace);
    this.#sessions = new Sessions({ ...options, memory: this.memory });
    this.#outbox = new Outbox({
      memory: this.memory,
      send: (entry) => this.#post(entry),
      changed: (entries) => (this.entries = entries),
      limited: (pause) => {
        this.limited = true;
        this.#after('limited', pause, () => (this.limited = false));
      },
    });
    this.#unwatch = this.memory.watch((key) => this.#otherTab(key));
    this.#outbox.refresh();
    addEventListener('online', this.#wake);
  }

  get remembered(): boolean {
    return !!this.#sessions.current;
  }

  /** Connects, making a session when there is none. Safe to call again. */
  start(): Promise<void> {
    if (this.phase === 'ready') return Promise.resolve();
    return (this.#starting ??= this.#begin(() => this.#sessions.ensure()).finally(
      () => (this.#starting = undefined),
    ));
  }

  /** Another customer, or the same one now known by name. */
  async identify(token: string): Promise<void> {
    const another = this.#sessions.identify(token);
    if (another) this.logout();
    else if (this.remembered) await this.#begin(() => this.#sessions.ensure());
  }

  /** Leaves nothing of this customer in the browser. */
  logout(): void {
    this.#sessions.identify(undefined);
    this.#sessions.forget();
    this.memory.remove('seen');
    this.#outbox.moveOn(true);
    this.#clear();
    this.conversation = '';
    this.phase = 'idle';
  }

  newConversation(): Promise<void> {
    return this.#begin(() => this.#sessions.instead(this.conversation));
  }

  say(text: string): void {
    this.#send(text);
  }

  press(id: string, title: string): void {
    this.#send(title, id);
  }

  retry(id: string): void {
    this.#outbox.retry(id);
    this.#stream?.nudge();
  }

  remove(id: string): void {
    this.#outbox.remove(id);
  }

  /** The customer is writing. Only people care, and not every keystroke. */
  writing(): void {
    if (this.view.owner.kind !== 'agent' || Date.now() - this.#typed < typingEvery) return;
    this.#typed = Date.now();
    this.#call('typing', {}).catch(() => {});
  }

  watch(watching: boolean): void {
    this.watching = watching;
  }

  /** Everything up to here was on the screen in front of the customer. */
  sawAll(): void {
    const upto = this.view.lastIncoming;
    if (upto > this.seenUpto) {
      this.seenUpto = upto;
      this.memory.set('seen', { conversation: this.conversation, upto });
    }
    if (upto <= this.#told) return;
    this.#told = upto;
    this.#after('read', 400, () => {
      this.#call('read', { seq: upto }).catch(() => (this.#told = 0));
    });
  }

  stop(): void {
    removeEventListener('online', this.#wake);
    this.#unwatch();
    this.#outbox.stop();
    this.#stream?.stop();
    Object.values(this.#timers).forEach(clearTimeout);
  }

  #wake = (): void => {
    if (this.phase === 'failed') void this.start();
    void this.#outbox.flush();
  };

  #send(text: string, button?: string): void {
    this.#outbox.add(text, button);
    this.#stream?.nudge();
    if (this.phase !== 'ready') void this.start();
  }

  async #begin(get: () => Promise<Stored>): Promise<void> {
    if (this.phase !== 'ready') this.phase = 'starting';
    this.problem = undefined;
    try {
      this.#use(await get());
    } catch (error) {
      const problem = error instanceof ApiError ? error : new ApiError(0, 'network');
      if (this.phase === 'ready') return;
      this.problem = problem;
      this.phase = 'failed';
      if (!problem.status) this.#after('start', 5000, () => void this.start());
    }
  }

  #use(session: Stored): void {
    this.workspaceName = session.workspace?.name ?? '';
    if (session.conversation_id !== this.conversation) {
      if (this.conversation) this.#outbox.moveOn(false);
      this.#clear();
      this.conversation = session.conversation_id;
      const seen = this.memory.get<{ conversation: string; upto: number }>('seen');
      this.seenUpto = seen?.conversation === this.conversation ? seen.upto : 0;
      this.#connect();
    }
    this.phase = 'ready';
    void this.#outbox.flush();
  }

  #clear(): void {
    this.#stream?.stop();
    this.#stream = undefined;
    this.events = [];
    this.#hush();
    this.seenUpto = 0;
    this.#told = 0;
    this.connection = 'connecting';
  }

  #connect(): void {
    const token = () => this.#sessions.current?.token ?? '';
    const path = this.#path('');
    const url = (name: string) => (after: number) => `${this.#server}${path}${name}?after=${after}`;
    this.#stream = new Stream<CustomerEvent>({
      transports: [
        webSocket(url('stream'), () => ['rozmova.v1', `bearer.${token()}`]),
        serverSentEvents(url('events'), () => ({ Authorization: `Bearer ${token()}` })),
        longPoll(async (after, wait, signal) => {
          const query = `?after=${after}&wait=${wait}`;
          return (await this.#events(query, { signal, timeout: (wait + 15) * 1000 })).events;
        }),
      ],
      fetchAfter: (after) => this.#events(`?after=${after}&limit=200`),
      onEvents: (events) => this.#took(events),
      onEphemeral: (frame) => this.#heard(frame as Ephemeral),
      onReset: () => (this.events = []),
      onRefused: async (error) => {
        const before = this.conversation;
        try {
          await this.#mend(error, token());
          return this.conversation === before;
        } catch (reason) {
          const problem = reason as ApiError;
          if (!problem.temporary) {
            this.problem = problem;
            this.phase = 'failed';
          }
          return problem.temporary;
        }
      },
      onState: (state) => {
        this.connection = state;
        if (state === 'online') {
          this.lost = false;
          clearTimeout(this.#timers.lost);
          void this.#outbox.flush();
        } else {
          // A reconnect of a second is nobody's business.
          this.#after('lost', 1500, () => (this.lost = true));
        }
      },
    }).start();
  }

  #took(events: CustomerEvent[]): void {
    const live = this.connection === 'online';
    this.events = this.events.concat(events);
    let spoke: string | undefined;
    const mine: string[] = [];
    for (const event of events) {
      if (event.type === 'owner') spoke = 'system';
      if (event.type !== 'message') continue;
      spoke = event.actor;
      if (event.actor === 'customer') mine.push(event.client_id ?? '');
      else if (live) this.#emit('message', { actor: event.actor });
    }
    if (mine.length) this.#outbox.seen(mine);
    if (spoke === 'customer') this.#think(events.at(-1)!.at);
    else if (spoke) this.#hush();
  }

  /** The bot has the word: say so until it answers, or until that would be a lie. */
  #think(at: string): void {
    if (this.view.owner.kind !== 'bot' || Date.now() - Date.parse(at) > thinkingHolds) return;
    this.#after('typing', thinkingShows, () => {
      this.typing = { actor: 'bot' };
      this.#after('typing', thinkingHolds, () => this.#hush());
    });
  }

  #hush(): void {
    clearTimeout(this.#timers.typing);
    this.typing = undefined;
  }

  #heard(frame: Ephemeral): void {
    if (frame.type !== 'typing' || frame.actor === 'customer') return;
    this.typing = { actor: frame.actor, name: frame.name };
    this.#after('typing', typingHolds, () => this.#hush());
  }

  async #post(entry: Entry): Promise<void> {
    if (!this.conversation) throw new ApiError(0, 'no_session');
    const body: MessageRequest = {
      client_id: entry.id,
      ...(entry.button ? { button: entry.button } : { text: entry.text }),
    };
    await this.#call('messages', body);
  }

  /** A call about this conversation; a token that ran out is renewed once on the way. */
  async #call<R>(name: string, body: unknown): Promise<R> {
    const token = this.#sessions.current?.token ?? '';
    try {
      return await this.#sessions.client<R>('POST', this.#path(name), body);
    } catch (error) {
      await this.#mend(error as ApiError, token);
      return await this.#sessions.client<R>('POST', this.#path(name), body);
    }
  }

  #events(query: string, options?: { signal: AbortSignal; timeout: number }): Promise<EventPage> {
    return this.#sessions.client('GET', this.#path('events') + query, undefined, options);
  }

  /** Gets a session that works instead of the refused one, or throws why there is none. */
  async #mend(error: ApiError, token: string): Promise<void> {
    if (error.status === 401) this.#use(await this.#sessions.renew(token));
    else if (error.status === 404) this.#use(await this.#sessions.instead(this.conversation));
    else throw error;
  }

  #otherTab(key: string): void {
    if (key.startsWith('out:')) this.#outbox.refresh();
    if (key === 'seen') {
      const seen = this.memory.get<{ conversation: string; upto: number }>(key);
      if (seen?.conversation === this.conversation) this.seenUpto = Math.max(this.seenUpto, seen.upto);
    }
    if (key === 'session') {
      const session = this.#sessions.current;
      if (session) this.#use(session);
      else if (this.phase === 'ready') {
        this.#clear();
        this.conversation = '';
        this.phase = 'idle';
      }
    }
  }

  #path(name: string): string {
    return `/api/customer/v1/conversations/${encodeURIComponent(this.conversation)}/${name}`;
  }

  #after(name: string, pause: number, work: () => void): void {
    clearTimeout(this.#timers[name]);
    this.#timers[name] = setTimeout(work, pause);
  }
}
