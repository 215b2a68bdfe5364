import { expect, it } from 'vitest';
import type { CustomerEvent } from '@rozmova/shared/api';
import { mismatches } from '../../shared/test/contract.mjs';
import { project, type MessageItem } from '../src/state/project.ts';

const at = (minute: number) => `2026-03-12T10:${String(minute).padStart(2, '0')}:00.000Z`;
const log = (...parts: Record<string, unknown>[]) => {
  const events = parts.map((part, i) => ({ seq: i + 1, at: at(i), ...part })) as unknown as CustomerEvent[];
  // Only what a server can send is worth testing with.
  expect(events.flatMap((event) => mismatches('CustomerEvent', event))).toEqual([]);
  return events;
};
const bot = (text: string, more = {}) => ({ type: 'message', actor: 'bot', text, ...more });
const me = (text: string, more = {}) => ({ type: 'message', actor: 'customer', text, ...more });
const messages = (events: CustomerEvent[]) =>
  project(events, [], true).items.filter((item): item is MessageItem => item.kind === 'message');

it('groups by author and by time', () => {
  const shape = messages(
    log(bot('a'), bot('b'), me('c'), bot('d', { at: at(30) }), bot('e', { at: at(40) })),
  ).map(({ first, last }) => [first, last]);
  expect(shape).toEqual([
    [true, false],
    [false, true],
    [true, true],
    [true, true],
    [true, true],
  ]);
});

it('leaves buttons alive until the customer speaks, and marks the pressed one', () => {
  const buttons = [{ id: 'x', title: 'X' }];
  expect(messages(log(bot('a', { buttons })))[0]).toMatchObject({ active: true, chosen: undefined });
  const [first, , , fourth] = messages(
    log(bot('a', { buttons }), me('X', { button: 'x' }), bot('b'), bot('c', { buttons })),
  );
  expect(first).toMatchObject({ active: false, chosen: 'x' });
  expect(fourth).toMatchObject({ active: true });
});

it('shows an action once, in its last state', () => {
  const run = (status: string, effect = 'e') => ({
    type: 'action',
    actor: 'bot',
    action: 'get',
    title: 'T',
    status,
    effect,
  });
  const { items } = project(log(run('running'), run('running', 'f'), run('succeeded')), [], true);
  expect(items.map((item) => 'status' in item && item.status)).toEqual(['succeeded', 'running']);
});

it('announces a new owner, not the same one again and not the first bot', () => {
  const owner = (owner: string, name?: string) => ({ type: 'owner', actor: 'system', owner, name });
  const view = project(
    log(owner('bot'), owner('queue'), owner('queue'), owner('agent', 'О'), owner('bot')),
    [],
    true,
  );
  expect(view.items.map((item) => 'owner' in item && item.owner)).toEqual(['queue', 'agent', 'bot']);
  expect(view.owner.kind).toBe('bot');
});

it('knows how long the queue was expected to take, and from when', () => {
  const queue = { type: 'owner', actor: 'system', owner: 'queue', wait_seconds: 240 };
  const owners = (...parts: Record<string, unknown>[]) => project(log(...parts), [], true).owner;
  expect(owners(queue)).toMatchObject({ kind: 'queue', wait: 240, since: Date.parse(at(0)) });
  expect(owners(queue, { type: 'owner', actor: 'system', owner: 'agent' }).wait).toBeUndefined();
});

it('says of each own message how far it came', () => {
  const events = log(
    me('a'),
    me('b'),
    me('c'),
    { type: 'read', actor: 'agent', reader: 'agent', upto: 1 },
    { type: 'delivery', actor: 'system', message: 2, status: 'delivered' },
  );
  const waiting = [
    { id: 'p', text: 'd', at: Date.parse(at(20)), state: 'queued' as const },
    { id: 'q', text: 'e', at: Date.parse(at(21)), state: 'failed' as const },
  ];
  const of = (online: boolean) =>
    project(events, waiting, online).items.flatMap((item) => (item.kind === 'message' ? item.delivery : []));
  expect(of(true)).toEqual(['read', 'delivered', 'accepted', 'sending', 'failed']);
  expect(of(false)).toEqual(['read', 'delivered', 'accepted', 'queued', 'failed']);
});

it('shows nothing of what the customer may not see', () => {
  const internal = { type: 'internal', actor: 'system' };
  const events = log(internal, internal);
  (events[1] as { type: string }).type = 'something_new';
  expect(project(events, [], true).items).toEqual([]);
});
