import type { DeskEvent } from '@rozmova/shared/api';
import { mismatches } from '../../../shared/test/contract.mjs';
import { describe, expect, it } from 'vitest';
import { buildThread, type Item } from '../../src/conversation/thread.ts';
import { customerReadUpto, readUpto } from '../../src/conversation/read-state.ts';

const start = Date.parse('2026-03-10T12:00:00Z');
let seq = 0;
const log = (...events: object[]): DeskEvent[] => {
  seq = 0;
  const made = events.map(
    (event, i) =>
      ({ seq: ++seq, at: new Date(start + i * 1000).toISOString(), actor: 'bot', ...event }) as DeskEvent,
  );
  // Only what a server can send is worth testing with.
  expect(made.flatMap((event) => mismatches('DeskEvent', event))).toEqual([]);
  return made;
};
const customer = (text: string, more = {}) => ({ type: 'message', actor: 'customer', text, ...more });
const bot = (text: string, more = {}) => ({ type: 'message', actor: 'bot', text, ...more });
const stepsOf = (item: Item | undefined) => (item?.kind === 'work' ? item.steps : []);
const kinds = (items: Item[]) => items.map((item) => item.kind);

describe('buildThread', () => {
  it('folds the bot’s steps between two messages into one', () => {
    const items = buildThread(
      log(
        customer('скасуйте'),
        {
          type: 'understood',
          message: 1,
          commands: [{ kind: 'start', flow: 'cancel', confidence: 1, source: 'pattern' }],
          dropped: [],
        },
        { type: 'internal', kind: 'turn_handled' },
        { type: 'flow_started', flow: 'cancel', title: 'Скасувати' },
        { type: 'question', kind: 'slot', flow: 'cancel', slot: 'order_id', attempt: 1 },
        bot('Номер?'),
      ),
      undefined,
    );
    expect(kinds(items)).toEqual(['day', 'message', 'work', 'message']);
    expect(stepsOf(items[2]).map((step) => step.type)).toEqual(['understood', 'flow_started', 'question']);
  });

  it('folds codes and rules into the bot’s work, and shows a rating as a line', () => {
    const items = buildThread(
      log(
        customer('скасуйте'),
        { type: 'code', status: 'requested', via: 'sms', hint: '•••02' },
        { type: 'code', status: 'wrong', left: 2 },
        { type: 'guideline', guideline: 'changed_once', kind: 'forbid', target: 'cancel_pending_order' },
        bot('Не можна'),
        { type: 'rated', actor: 'customer', score: 4, comment: 'дякую' },
      ),
      undefined,
    );
    expect(kinds(items)).toEqual(['day', 'message', 'work', 'message', 'line']);
    expect(stepsOf(items[2]).map((step) => step.type)).toEqual(['code', 'code', 'guideline']);
    expect(items[4]).toMatchObject({ kind: 'line', event: { type: 'rated', score: 4, comment: 'дякую' } });
  });

  it('shows an action once, with its last state, where it was asked for', () => {
    const items = buildThread(
      log(
        customer('де?'),
        { type: 'action', action: 'find', title: 'Знайти', status: 'running', effect: 'e1', args: { id: 1 } },
        bot('Шукаю'),
        { type: 'action', action: 'find', status: 'failed', effect: 'e1', error: 'timeout' },
        bot('Не вийшло'),
      ),
      undefined,
    );
    expect(kinds(items)).toEqual(['day', 'message', 'work', 'message', 'message']);
    const step = stepsOf(items[2])[0];
    expect(step).toMatchObject({
      type: 'action',
      title: 'Знайти',
      status: 'failed',
      error: 'timeout',
      args: { id: 1 },
    });
  });

  const asked = { type: 'action', action: 'refund', title: 'Повернути', status: 'running', effect: 'e1' };
  const parked = { type: 'parked', effect: 'e1', kind: 'call_action', action: 'refund', error: 'timeout' };

  it('takes being parked for the failed end of an action, and says that it waits for somebody', () => {
    const items = buildThread(log(customer('поверніть'), asked, bot('Зачекайте'), parked), undefined);
    expect(kinds(items)).toEqual(['day', 'message', 'work', 'message', 'parked']);
    expect(stepsOf(items[2])).toMatchObject([
      { type: 'action', title: 'Повернути', status: 'failed', error: 'timeout' },
    ]);
    expect(items[4]).toMatchObject({
      effect: 'e1',
      title: 'Повернути',
      action: 'refund',
      error: 'timeout',
    });
  });

  it('shows a parked action as done when it succeeded after all', () => {
    const done = { type: 'action', action: 'refund', status: 'succeeded', effect: 'e1', result: { id: 1 } };
    const items = buildThread(log(asked, parked, done), undefined);
    expect(kinds(items)).toEqual(['day', 'work', 'parked']);
    expect(stepsOf(items[1])).toMatchObject([{ title: 'Повернути', status: 'succeeded', result: { id: 1 } }]);
  });

  it('names a parked action whose beginning is not loaded', () => {
    expect(buildThread(log(parked), undefined).at(-1)).toMatchObject({ title: '', action: 'refund' });
  });

  it('shows nothing of what the server keeps to itself', () => {
    const items = buildThread(
      log(
        customer('добрий день'),
        { type: 'internal', kind: 'flow_started' },
        { type: 'internal', kind: 'flow_ended' },
        bot('Вітаю'),
      ),
      undefined,
    );
    expect(kinds(items)).toEqual(['day', 'message', 'message']);
  });

  it('shows the note of an agent who handed back', () => {
    const items = buildThread(
      log({ type: 'returned', actor: 'agent', name: 'Оксана', note: 'скасувала вручну', tell: 'Готово' }),
      undefined,
    );
    expect(items.at(-1)).toMatchObject({ kind: 'note', event: { text: 'скасувала вручну', name: 'Оксана' } });
    expect(kinds(buildThread(log({ type: 'returned', actor: 'agent', tell: 'Готово' }), undefined))).toEqual(
      [],
    );
  });

  it('marks the pressed button and fades the others', () => {
    const buttons = [
      { id: 'yes', title: 'Так' },
      { id: 'no', title: 'Ні' },
    ];
    const items = buildThread(
      log(bot('Скасувати?', { buttons }), customer('Так', { button: 'yes' })),
      undefined,
    );
    expect(items[1]).toMatchObject({ kind: 'message', chosen: 'yes', past: true });
    const typed = buildThread(log(bot('Скасувати?', { buttons }), customer('ні, дякую')), undefined);
    expect(typed[1]).toMatchObject({ past: true });
    expect(typed[1]).not.toHaveProperty('chosen');
  });

  it('draws the line of what is new before the customer’s first unread message', () => {
    const events = log(
      customer('раз'),
      { type: 'read', actor: 'agent', reader: 'agent', upto: 1 },
      bot('так'),
      customer('два'),
      customer('три'),
    );
    expect(kinds(buildThread(events, readUpto(events)))).toEqual([
      'day',
      'message',
      'message',
      'new',
      'message',
      'message',
    ]);
    expect(kinds(buildThread(log(customer('раз')), undefined))).not.toContain('new');
  });

  it('groups one author’s messages and parts them after a pause', () => {
    const events = log(customer('раз'), customer('два'), customer('три'));
    (events[2] as { at: string }).at = new Date(start + 10 * 60_000).toISOString();
    const messages = buildThread(events, undefined).filter((item) => item.kind === 'message');
    expect(messages.map((item) => [item.first, item.last])).toEqual([
      [true, false],
      [false, true],
      [true, true],
    ]);
  });

  it('says of our messages only what is known about their delivery', () => {
    const events = log(
      { type: 'message', actor: 'agent', text: 'раз' },
      { type: 'message', actor: 'agent', text: 'два' },
      { type: 'delivery', actor: 'system', message: 2, status: 'failed' },
      { type: 'read', actor: 'customer', reader: 'customer', upto: 1 },
      { type: 'message', actor: 'agent', text: 'три' },
    );
    const states = buildThread(events, undefined).flatMap((item) =>
      item.kind === 'message' ? [item.delivery] : [],
    );
    expect(states).toEqual(['read', 'failed', 'saved']);
    expect(customerReadUpto(events)).toBe(1);
  });

  const packet = {
    reason: 'asked',
    reason_title: 'Просить людину',
    rule: 'asked',
    issue: 'Повернення',
    summary: 'Хоче повернути навушники.',
    slots: [],
    actions: [],
    articles: [],
    tickets: [],
    misses: 0,
    lang: 'uk',
    mood: 'calm',
    at: new Date(start).toISOString(),
  };

  it('says once what several events of one turn say', () => {
    const events = log(
      customer('людину'),
      { type: 'handoff', packet },
      bot('Кличу'),
      { type: 'owner', actor: 'system', owner: 'queue' },
      { type: 'resolved', actor: 'agent', outcome: 'resolved' },
      { type: 'owner', actor: 'system', owner: 'nobody' },
    );
    for (const [turn, of] of [
      [1, 3],
      [4, 5],
    ] as const)
      for (let i = turn; i <= of; i++) events[i]!.at = events[turn]!.at;
    expect(kinds(buildThread(events, undefined))).toEqual(['day', 'message', 'line', 'message', 'line']);
    const late = log({ type: 'handoff', packet }, { type: 'owner', actor: 'system', owner: 'queue' });
    expect(kinds(buildThread(late, undefined))).toEqual(['day', 'line', 'line']);
  });

  it('keeps the engine’s own slots to itself', () => {
    const items = buildThread(
      log({
        type: 'slot_set',
        flow: 'x',
        slot: '$verify',
        value: true,
        display: '✓',
        source: 'system',
        verified: true,
      }),
      undefined,
    );
    expect(items).toEqual([]);
  });

  it('survives events it does not know', () => {
    const events = log({ type: 'internal', kind: 'x' }, customer('так'));
    (events[0] as { type: string }).type = 'from_the_future';
    expect(kinds(buildThread(events, undefined))).toEqual(['day', 'message']);
  });

  it('gives every item a key of its own', () => {
    const items = buildThread(log(customer('а'), asked, parked, { type: 'note', text: 'н' }, bot('б')), 0);
    expect(new Set(items.map((item) => item.key)).size).toBe(items.length);
  });
});
