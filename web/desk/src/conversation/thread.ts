/**
 * The log as a person reads it: messages, lines, notes, and the bot's work folded between them.
 * Pure; texts are chosen by the components. Internal events only keep the numbers gap-free.
 */
import type { DeskConversation, DeskEvent, MessageEvent } from '@rozmova/shared/api';
import { dayKey } from '../app/time.ts';
import { customerReadUpto, deliveries } from './read-state.ts';

type Of<T extends DeskEvent['type']> = Extract<DeskEvent, { type: T }>;
export type ActionStep = Of<'action'>;
export type Step =
  | Of<'understood'>
  | Of<'flow_started'>
  | Of<'flow_ended'>
  | Of<'slot_set'>
  | Of<'question'>
  | Of<'level'>
  | Of<'slot_cleared'>
  | Of<'flow_replayed'>
  | Of<'miss'>
  | Of<'language'>
  | Of<'fault'>
  | Of<'code'>
  | Of<'guideline'>
  | ActionStep;

export type Delivery = 'saved' | 'accepted' | 'delivered' | 'read' | 'failed';

export interface MessageItem {
  kind: 'message';
  key: string;
  event: MessageEvent;
  /** First of its author's run: shows who speaks. */
  first: boolean;
  /** Last of its run: shows the time. */
  last: boolean;
  /** Of our side's messages only. */
  delivery?: Delivery;
  /** The button of this message that the customer pressed. */
  chosen?: string;
  /** The customer has gone on: buttons no longer act. */
  past: boolean;
}

export type Item =
  | MessageItem
  | { kind: 'day'; key: string; at: string }
  | { kind: 'new'; key: string }
  | { kind: 'work'; key: string; steps: Step[] }
  | { kind: 'note'; key: string; event: NoteLike }
  | {
      kind: 'line';
      key: string;
      event:
        | Of<'owner'>
        | Of<'resolved'>
        | Of<'reopened'>
        | Of<'started'>
        | Of<'handoff'>
        | Of<'ticket'>
        | Of<'rated'>;
    }
  | { kind: 'parked'; key: string; effect: string; title: string; action: string; error: string };

/** A note, or what an agent noted while handing back to the bot. */
export interface NoteLike {
  at: string;
  actor: string;
  name?: string;
  text: string;
  returned?: boolean;
}

/** Messages of one author closer than this belong together. */
const together = 4 * 60_000;

export function buildThread(events: readonly DeskEvent[], dividerAfter: number | undefined): Item[] {
  const items: Item[] = [];
  const states = deliveries(events);
  const readUpto = customerReadUpto(events);
  const finals = finalActions(events);
  const turn = turnsOf(events);
  const shownEffects = new Set<string>();
  let day = '';
  let divided = dividerAfter === undefined;
  let lastCustomer = 0;
  for (const event of events)
    if (event.type === 'message' && event.actor === 'customer') lastCustomer = event.seq;

  const work = (step: Step) => {
    const open = items.at(-1);
    if (open?.kind === 'work') open.steps.push(step);
    else items.push({ kind: 'work', key: `w${step.seq}`, steps: [step] });
  };

  for (const event of events) {
    if (!isShown(event, turn.get(event.type === 'owner' || event.type === 'miss' ? event.at : ''))) continue;
    if (event.type === 'action') {
      if (shownEffects.has(event.effect)) continue;
      shownEffects.add(event.effect);
    }
    if (dayKey(event.at) !== day) {
      day = dayKey(event.at);
      items.push({ kind: 'day', key: `d${event.seq}`, at: event.at });
    }
    if (!divided && event.seq > dividerAfter! && event.type === 'message' && event.actor === 'customer') {
      divided = true;
      items.push({ kind: 'new', key: 'new' });
    }
    switch (event.type) {
      case 'message':
        items.push(message(event, states, readUpto, lastCustomer));
        break;
      case 'note':
        items.push({ kind: 'note', key: `e${event.seq}`, event });
        break;
      case 'returned':
        items.push({
          kind: 'note',
          key: `e${event.seq}`,
          event: { ...event, text: event.note ?? '', returned: true },
        });
        break;
      case 'parked':
        items.push({
          kind: 'parked',
          key: `e${event.seq}`,
          effect: event.effect,
          title: finals.get(event.effect)?.title ?? '',
          action: event.action,
          error: event.error,
        });
        break;
      case 'owner':
      case 'resolved':
      case 'reopened':
      case 'started':
      case 'handoff':
      case 'ticket':
      case 'rated':
        items.push({ kind: 'line', key: `e${event.seq}`, event });
        break;
      case 'action':
        work(finals.get(event.effect) ?? event);
        break;
      default:
        work(event as Step);
    }
  }
  group(items);
  choose(items);
  return items;
}

const shown = new Set([
  'message',
  'note',
  'slot_cleared',
  'flow_replayed',
  'miss',
  'language',
  'fault',
  'parked',
  'owner',
  'resolved',
  'reopened',
  'started',
  'handoff',
  'action',
  'understood',
  'flow_started',
  'flow_ended',
  'slot_set',
  'question',
  'level',
  'ticket',
  'rated',
  'code',
  'guideline',
]);

const isNone = (command: { kind: string }) => command.kind === 'none';

/** What opened or decided each turn, by its time: all events of one turn carry the same. */
function turnsOf(events: readonly DeskEvent[]): Map<string, DeskEvent> {
  const turns = new Map<string, DeskEvent>();
  for (const event of events)
    if (event.type === 'handoff' || event.type === 'resolved' || event.type === 'understood')
      turns.set(event.at, event);
  return turns;
}

function isShown(event: DeskEvent, before: DeskEvent | undefined): boolean {
  // The engine's own slots begin with a dollar sign.
  if (event.type === 'slot_set' || event.type === 'slot_cleared') return !event.slot.startsWith('$');
  // Each says again what the event of the same moment has said already.
  if (event.type === 'owner' && event.owner === 'queue') return before?.type !== 'handoff';
  if (event.type === 'owner' && event.owner === 'nobody') return before?.type !== 'resolved';
  if (event.type === 'miss') return !(before?.type === 'understood' && before.commands.some(isNone));
  if (event.type === 'returned') return !!event.note;
  if (event.type === 'ticket') return event.what !== 'requested';
  if (event.type === 'understood') return event.commands.length + event.dropped.length > 0;
  return shown.has(event.type);
}

/**
 * Each effect's last word, standing where the effect was first asked for. Being parked is a
 * failed end too, until somebody has it tried again and it succeeds.
 */
function finalActions(events: readonly DeskEvent[]): Map<string, ActionStep> {
  const finals = new Map<string, ActionStep>();
  for (const event of events) {
    if (event.type !== 'action' && event.type !== 'parked') continue;
    const before = finals.get(event.effect);
    if (event.type === 'parked') {
      if (before) finals.set(event.effect, { ...before, status: 'failed', error: event.error, at: event.at });
    } else finals.set(event.effect, before ? { ...before, ...defined(event), seq: before.seq } : event);
  }
  return finals;
}

function defined<T extends object>(from: T): Partial<T> {
  return Object.fromEntries(
    Object.entries(from).filter(([, value]) => value !== undefined && value !== ''),
  ) as Partial<T>;
}

function message(
  event: MessageEvent,
  states: Map<number, string>,
  readUpto: number,
  lastCustomer: number,
): MessageItem {
  const item: MessageItem = {
    kind: 'message',
    key: `e${event.seq}`,
    event,
    first: true,
    last: true,
    past: event.seq < lastCustomer,
  };
  if (event.actor !== 'customer') {
    const state = states.get(event.seq);
    item.delivery =
      state === 'failed'
        ? 'failed'
        : event.seq <= readUpto
          ? 'read'
          : ((state as Delivery | undefined) ?? 'saved');
  }
  return item;
}

function group(items: Item[]): void {
  for (let i = 1; i < items.length; i++) {
    const a = items[i - 1]!;
    const b = items[i]!;
    if (a.kind !== 'message' || b.kind !== 'message') continue;
    if (a.event.actor !== b.event.actor || a.event.name !== b.event.name) continue;
    if (Date.parse(b.event.at) - Date.parse(a.event.at) > together) continue;
    a.last = false;
    b.first = false;
  }
}

/** Finds for each message with buttons which of them the customer's next message pressed. */
function choose(items: Item[]): void {
  let pressed: string | undefined;
  for (let i = items.length - 1; i >= 0; i--) {
    const item = items[i]!;
    if (item.kind !== 'message') continue;
    if (item.event.actor === 'customer') {
      pressed = item.event.button;
    } else if (pressed !== undefined) {
      const offered = [
        ...(item.event.buttons ?? []),
        ...(item.event.cards ?? []).flatMap((card) => card.buttons ?? []),
      ];
      if (offered.some((button) => button.id === pressed)) {
        item.chosen = pressed;
        pressed = undefined;
      }
    }
  }
}

/** Titles for flows, slots, effects and chosen values, as far as this conversation tells them. */
export function titlesOf(events: readonly DeskEvent[], detail?: DeskConversation): Map<string, string> {
  const titles = new Map<string, string>();
  const slots = [...(detail?.slots ?? []), ...(detail?.packet?.slots ?? [])];
  if (detail?.flow) titles.set(`flow:${detail.flow.name}`, detail.flow.title);
  for (const event of events) {
    if ((event.type === 'flow_started' || event.type === 'flow_ended') && event.title)
      titles.set(`flow:${event.flow}`, event.title);
    else if (event.type === 'action' && event.title) titles.set(`effect:${event.effect}`, event.title);
    else if (event.type === 'slot_set' && event.title) titles.set(`slot:${event.slot}`, event.title);
    else if (event.type === 'handoff') slots.push(...event.packet.slots);
  }
  for (const slot of slots) {
    if (slot.title) titles.set(`slot:${slot.name}`, slot.title);
    if (typeof slot.value === 'string' && slot.display) titles.set(`value:${slot.value}`, slot.display);
  }
  return titles;
}
