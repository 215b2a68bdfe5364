import type { CustomerEvent, MessageEvent, OwnerKind } from '@rozmova/shared/api';
import type { Entry } from './outbox.ts';

export type Delivery = 'sending' | 'queued' | 'failed' | 'accepted' | 'delivered' | 'read';

export interface MessageItem {
  kind: 'message';
  key: string;
  message: Pick<MessageEvent, 'actor' | 'name' | 'text' | 'lang' | 'buttons' | 'cards' | 'citations' | 'at'>;
  seq: number;
  /** First and last of a group: same author, close in time, nothing in between. */
  first: boolean;
  last: boolean;
  delivery?: Delivery;
  /** The outbox entry behind it, while there is one. */
  entry?: Entry;
  /** May its buttons still be pressed? */
  active: boolean;
  /** The button that was pressed. */
  chosen?: string;
}

export type Item =
  | MessageItem
  | { kind: 'day'; key: string; at: string }
  | { kind: 'owner'; key: string; owner: OwnerKind; name?: string }
  | { kind: 'action'; key: string; status: 'running' | 'succeeded' | 'failed'; title?: string }
  | { kind: 'resolved'; key: string };

export interface View {
  items: Item[];
  /** wait: how long it was expected to take, in seconds, at the moment since. */
  owner: { kind: OwnerKind; name?: string; wait?: number; since?: number };
  resolved: boolean;
  /** The last message of bot or agent. */
  lastIncoming: number;
  /** All messages of bot and agents, to count the unread ones. */
  incoming: number[];
}

/** Messages of one author this far apart begin a new group. */
const pause = 5 * 60_000;

/** What the log and the outbox look like to the customer. Pure; run at every change. */
export function project(events: readonly CustomerEvent[], entries: readonly Entry[], online: boolean): View {
  const items: Item[] = [];
  const actions = new Map<string, Item & { kind: 'action' }>();
  const keys = new Set<string>();
  const marks = new Map<number, Delivery>();
  const incoming: number[] = [];
  let owner: View['owner'] = { kind: 'bot' };
  let resolved = false;
  let readUpto = 0;
  let day = '';

  const say = (at: string, item: MessageItem) => {
    const date = new Date(at).toDateString();
    if (date !== day) items.push({ kind: 'day', key: `day${item.key}`, at });
    day = date;
    const previous = items.at(-1);
    if (previous?.kind === 'message' && sameGroup(previous, item)) {
      previous.last = false;
      item.first = false;
    }
    items.push(item);
    if (item.message.actor === 'customer') {
      settleButtons(items, item);
    }
  };

  for (const event of events) {
    switch (event.type) {
      case 'message': {
        const mine = event.actor === 'customer';
        say(event.at, {
          kind: 'message',
          key: mine && event.client_id && !keys.has(event.client_id) ? event.client_id : `m${event.seq}`,
          message: event,
          seq: event.seq,
          first: true,
          last: true,
          delivery: mine ? 'accepted' : undefined,
          active: !mine,
          chosen: event.button,
        });
        if (mine) keys.add(event.client_id ?? '');
        else incoming.push(event.seq);
        break;
      }
      case 'owner':
        if (event.owner !== owner.kind || event.name !== owner.name) {
          // The bot's first turn needs no announcement, and an ending has its own line.
          if (event.owner !== 'nobody') {
            items.push({ kind: 'owner', key: `o${event.seq}`, owner: event.owner, name: event.name });
          }
        }
        owner = {
          kind: event.owner,
          name: event.name,
          wait: event.wait_seconds,
          since: Date.parse(event.at),
        };
        break;
      case 'action': {
        const before = actions.get(event.effect);
        if (before) {
          before.status = event.status;
          before.title = event.title ?? before.title;
        } else {
          const item = {
            kind: 'action' as const,
            key: `a${event.seq}`,
            status: event.status,
            title: event.title,
          };
          actions.set(event.effect, item);
          items.push(item);
        }
        break;
      }
      case 'resolved':
      case 'reopened':
        resolved = event.type === 'resolved';
        if (resolved) items.push({ kind: 'resolved', key: `r${event.seq}` });
        break;
      case 'read':
        readUpto = Math.max(readUpto, event.upto);
        break;
      case 'delivery':
        marks.set(event.message, event.status);
        break;
    }
  }

  for (const entry of entries) {
    say(new Date(entry.at).toISOString(), {
      kind: 'message',
      key: entry.id,
      message: { actor: 'customer', text: entry.text, at: new Date(entry.at).toISOString() },
      seq: Infinity,
      first: true,
      last: true,
      delivery:
        entry.state === 'queued'
          ? online
            ? 'sending'
            : 'queued'
          : entry.state === 'sent'
            ? 'accepted'
            : 'failed',
      entry,
      active: false,
      chosen: entry.button,
    });
  }

  for (const item of items) {
    if (item.kind !== 'message' || !item.delivery || item.entry) continue;
    item.delivery = item.seq <= readUpto ? 'read' : (marks.get(item.seq) ?? 'accepted');
  }
  return { items, owner, resolved, lastIncoming: incoming.at(-1) ?? 0, incoming };
}

function sameGroup(a: MessageItem, b: MessageItem): boolean {
  return (
    a.message.actor === b.message.actor &&
    a.message.name === b.message.name &&
    Date.parse(b.message.at) - Date.parse(a.message.at) < pause
  );
}

/** The customer has spoken: no earlier button can be pressed any more, and the pressed one stays. */
function settleButtons(items: Item[], said: MessageItem): void {
  for (let i = items.length - 2; i >= 0; i--) {
    const item = items[i]!;
    if (item.kind !== 'message') continue;
    if (item.message.actor === 'customer') return;
    item.active = false;
    if (said.chosen && offers(item.message, said.chosen)) item.chosen = said.chosen;
  }
}

function offers(message: MessageItem['message'], id: string): boolean {
  const all = [...(message.buttons ?? []), ...(message.cards ?? []).flatMap((card) => card.buttons ?? [])];
  return all.some((button) => button.id === id);
}
