/**
 * The conversations of this page: a cache of records, the one on screen, and the agent's acts.
 * A move to another conversation shows what is known at once and catches up behind it.
 */
import { ApiError, type DeskEvent, type DeskFrame } from '@rozmova/shared/api';
import { plainText } from '@rozmova/shared/markdown';
import { desk, ownerOf, type Outcome } from '../api/desk.ts';
import { live } from '../app/live.svelte.ts';
import { socket } from '../app/socket.svelte.ts';
import { ui } from '../app/ui.svelte.ts';
import { t } from '../i18n/index.svelte.ts';
import { inbox } from '../inbox/inbox.svelte.ts';
import { session } from '../session/session.svelte.ts';
import { newId } from './ids.ts';
import { outbox, type Pending } from './outbox.svelte.ts';
import { ConversationRecord } from './record.svelte.ts';

const kept = 60;

type Request = (clientId: string) => Promise<unknown>;
type Result = 'done' | 'conflict' | 'failed';

class Conversations {
  current = $state.raw<ConversationRecord | null>(null);
  #cache = new Map<string, ConversationRecord>();
  #reading: ReturnType<typeof setTimeout> | undefined;
  #typedAt = 0;
  #conflictOwner = '';
  #readSeq = new Map<string, number>();
  /** One id per intention: pressing again after a lost answer must not act twice. */
  #intentions = new Map<string, string>();

  /** True when the conversation on screen is held by the signed-in agent. */
  mine: boolean = $derived.by(() => {
    const owner = this.current?.row?.owner;
    return owner?.kind === 'agent' && owner.id === session.user?.id;
  });

  get(id: string): ConversationRecord {
    let record = this.#cache.get(id);
    if (!record) this.#cache.set(id, (record = new ConversationRecord(id)));
    record.usedAt = Date.now();
    if (this.#cache.size > kept) this.#evict();
    return record;
  }

  prefetch(id: string): void {
    const record = this.get(id);
    if (record.status === 'new') void record.load();
  }

  show(id: string | null): void {
    if (this.current?.id === id) return;
    if (this.current) socket.unfollow(this.current.id);
    if (!id) {
      this.current = null;
      return;
    }
    const record = this.get(id);
    this.current = record;
    inbox.cursor = id;
    const known = record.status === 'ready';
    if (known) record.visit();
    void (known ? record.catchUp() : record.load()).then(() => {
      if (this.current !== record || record.status !== 'ready') return;
      if (!known) record.visit();
      socket.follow(record.id, () => record.last);
      this.markRead();
    });
  }

  /** A failed or missing conversation, tried again. */
  retry(): void {
    const record = this.current;
    if (!record) return;
    this.current = null;
    this.show(record.id);
  }

  receive(frame: DeskFrame): void {
    switch (frame.type) {
      case 'row': {
        const before = inbox.rows.get(frame.row.id);
        inbox.put(frame.row);
        if (frame.row.owner.kind === 'queue' && before?.owner.kind !== 'queue')
          live.say(t('live.queued', { name: frame.row.contact.name, issue: frame.row.issue }));
        return;
      }
      case 'counts':
        return inbox.setCounts(frame.counts);
      case 'typing':
        if (frame.actor !== 'agent' || frame.name !== session.user?.name)
          this.#cache.get(frame.conversation)?.setTyping(frame.actor, frame.name);
        return;
      case 'error':
        // Our cursor and the log disagree, or the conversation is gone: reading says which.
        if (frame.conversation === this.current?.id) void this.current.catchUp();
        return;
      case 'event': {
        const record = this.#cache.get(frame.conversation);
        const fresh = record?.receive([frame.event]) ?? [];
        if (record) outbox.settle(record.id, fresh, record.last);
        if (record === this.current) this.#announce(fresh);
      }
    }
  }

  /** After a reconnect, what is on screen reads what it missed. */
  catchUp(): void {
    const record = this.current;
    if (!record) return;
    void record.catchUp().then(() => {
      if (this.current !== record || record.status !== 'ready') return;
      outbox.settle(record.id, record.events, record.last);
      socket.follow(record.id, () => record.last);
      this.markRead();
    });
  }

  /** Tells the server how far was read; soon, not at each event, and only what eyes could see. */
  markRead(): void {
    clearTimeout(this.#reading);
    this.#reading = setTimeout(() => {
      const record = this.current;
      if (!record || record.status !== 'ready' || document.hidden) return;
      // Looking over the bot's shoulder is no reading on behalf of the team, unless it is unread.
      if (!record.row?.unread && (record.row?.owner.kind === 'bot' || !this.#hasUnread(record))) return;
      const seq = record.last;
      inbox.markRead(record.id);
      this.#readSeq.set(record.id, seq);
      desk.read(record.id, seq).catch(() => this.#readSeq.delete(record.id));
    }, 400);
  }

  #hasUnread(record: ConversationRecord): boolean {
    const upto = this.#readSeq.get(record.id) ?? record.dividerAfter ?? 0;
    return record.events.some(
      (event) => event.seq > upto && event.type === 'message' && event.actor === 'customer',
    );
  }

  isBeingRead(id: string): boolean {
    return this.current?.id === id && !document.hidden && this.current.row?.owner.kind !== 'bot';
  }

  typed(): void {
    const record = this.current;
    if (!record || !this.mine || Date.now() - this.#typedAt < 3000) return;
    this.#typedAt = Date.now();
    desk.typing(record.id).catch(() => {});
  }

  async take(force = false): Promise<void> {
    const record = this.current;
    if (!record || record.status !== 'ready' || this.mine) return;
    const request = (id: string) => desk.take(record.id, id, record.last, force);
    const before = record.last;
    const result = await this.#act(record, 'take', request, `${force} ${before}`);
    if (result !== 'conflict') return;
    // Only the log had grown meanwhile, and nobody else holds it: the wish still stands.
    const free = record.row?.owner.kind !== 'agent' && record.last > before;
    if (!free || (await this.#act(record, 'take', request, `${force} ${record.last}`)) === 'conflict')
      this.#showConflict(record);
  }

  giveBack(id: string, note: string, tell: string): Promise<boolean> {
    return this.#actOrTell(id, 'return', (key) => desk.giveBack(id, key, note, tell), `${note}\n${tell}`);
  }

  resolve(id: string, outcome: Outcome, summary: string): Promise<boolean> {
    return this.#actOrTell(
      id,
      'resolve',
      (key) => desk.resolve(id, key, outcome, summary),
      outcome + summary,
    );
  }

  async reopen(): Promise<void> {
    const id = this.current?.id;
    if (id) await this.#actOrTell(id, 'reopen', (key) => desk.reopen(id, key));
  }

  async retryEffect(effect: string): Promise<void> {
    const record = this.current;
    if (!record || record.retrying.includes(effect)) return;
    record.retrying = [...record.retrying, effect];
    try {
      await desk.retryEffect(record.id, effect);
      await record.refresh();
    } catch (error) {
      live.notify(say(error), 'danger');
    } finally {
      record.retrying = record.retrying.filter((id) => id !== effect);
    }
  }

  /** The outbox was refused: where somebody else holds the conversation, the agent is told who. */
  refused(item: Pending, error: ApiError): void {
    const record = this.get(item.conversation);
    void record.catchUp();
    if (error.code !== 'not_owner' || this.current !== record) return;
    this.#conflictOwner = ownerOf(error) ?? '';
    this.#showConflict(record);
  }

  /** The server has it; usually the stream has shown it already or is about to. */
  accepted(item: Pending): void {
    const record = this.#cache.get(item.conversation);
    if (record?.status === 'ready') {
      if (record.last < (item.seq ?? 0) && !socket.online)
        void record.catchUp().then(() => outbox.settle(record.id, [], record.last));
      else outbox.settle(record.id, [], record.last);
    } else outbox.settle(item.conversation, [], item.seq ?? 0);
  }

  clear(): void {
    this.show(null);
    this.#cache.clear();
    this.#readSeq.clear();
    this.#intentions.clear();
  }

  async #actOrTell(id: string, name: string, request: Request, content = ''): Promise<boolean> {
    const record = this.get(id);
    const result = await this.#act(record, name, request, content);
    if (result === 'conflict') this.#showConflict(record);
    return result === 'done';
  }

  #showConflict(record: ConversationRecord): void {
    ui.show({
      kind: 'conflict',
      conversation: record.id,
      owner: this.#conflictOwner || (record.row?.owner.name ?? ''),
    });
  }

  async #act(record: ConversationRecord, name: string, request: Request, content: string): Promise<Result> {
    if (record.busy) return 'failed';
    record.busy = name;
    record.failure = '';
    const intention = `${record.id} ${name} ${record.row?.owner.kind ?? ''} ${content}`;
    const clientId = this.#intentions.get(intention) ?? newId();
    this.#intentions.set(intention, clientId);
    try {
      await request(clientId);
      this.#intentions.delete(intention);
      // The stream usually was faster; where it is down, the log is read instead.
      if (!socket.online) await record.catchUp();
      else await record.refresh();
      return 'done';
    } catch (error) {
      if (!(error instanceof ApiError && error.temporary)) this.#intentions.delete(intention);
      if (error instanceof ApiError && (error.code === 'conflict' || error.code === 'not_owner')) {
        await record.catchUp();
        this.#conflictOwner = ownerOf(error) ?? '';
        return 'conflict';
      }
      if (ui.dialog) record.failure = say(error);
      else live.notify(say(error), 'danger');
      return 'failed';
    } finally {
      record.busy = null;
    }
  }

  #announce(fresh: readonly DeskEvent[]): void {
    for (const event of fresh) {
      if (event.type !== 'message' || event.actor === 'agent') continue;
      const name =
        event.actor === 'bot' ? t('actor.bot') : (this.current?.row?.contact.name ?? t('actor.customer'));
      live.say(`${name}: ${plainText(event.text)}`);
    }
    if (fresh.length) this.markRead();
  }

  #evict(): void {
    const oldest = [...this.#cache.values()]
      .filter((record) => record !== this.current)
      .sort((a, b) => a.usedAt - b.usedAt)[0];
    if (oldest) this.#cache.delete(oldest.id);
  }
}

/** An error in words for the agent: the server's own where it sent some. */
export function say(error: unknown): string {
  if (!(error instanceof ApiError)) return t('error.unknown');
  if (error.status === 0) return t('error.network');
  if (error.status === 429) return t('error.rate');
  return error.problem?.detail || t('error.server');
}

export const conversations = new Conversations();
