import type { Row } from '@rozmova/shared/api';
import { describe, expect, it } from 'vitest';
import { belongs, compare, matches, place } from '../../src/inbox/order.ts';
import { parse } from '../../src/app/routes.ts';

const row = (id: string, minute: number, more: Partial<Row> = {}): Row => ({
  id,
  number: 1,
  contact: { id: 'c', name: 'Олена Ковальчук' },
  channel: 'web',
  status: 'open',
  owner: { kind: 'queue' },
  lang: 'uk',
  issue: 'Скасувати замовлення',
  priority: 'normal',
  last_message: {
    actor: 'customer',
    text: 'так',
    at: `2026-03-10T12:${String(minute).padStart(2, '0')}:00.000Z`,
    seq: 1,
  },
  unread: false,
  last_seq: 1,
  updated_at: '2026-03-10T12:00:00.000Z',
  ...more,
});

describe('views', () => {
  it('hold what they say', () => {
    const mine = row('a', 1, { owner: { kind: 'agent', id: 'me' } });
    expect(belongs(mine, 'mine', 'me')).toBe(true);
    expect(belongs(mine, 'mine', 'other')).toBe(false);
    expect(belongs(mine, 'unassigned', 'me')).toBe(false);
    expect(belongs(mine, 'all', 'me')).toBe(true);
    const done = row('b', 1, { status: 'resolved', owner: { kind: 'agent', id: 'me' } });
    expect(belongs(done, 'mine', 'me')).toBe(false);
    expect(belongs(done, 'resolved', 'me')).toBe(true);
    expect(belongs(row('c', 1, { owner: { kind: 'bot' } }), 'bot', 'me')).toBe(true);
  });

  it('put the latest message first and never tie', () => {
    expect(compare(row('a', 5), row('b', 3))).toBeLessThan(0);
    expect(compare(row('a', 5), row('b', 5))).toBeGreaterThan(0);
    expect(compare(row('a', 5), row('a', 5))).toBe(0);
  });

  it('find a row by name, number or words', () => {
    expect(matches(row('a', 1), 'ковальч скасув')).toBe(true);
    expect(matches(row('a', 1, { number: 4821 }), '#4821')).toBe(true);
    expect(matches(row('a', 1), 'повернення')).toBe(false);
  });
});

describe('place', () => {
  const rows = new Map([row('a', 9), row('b', 7), row('c', 5)].map((entry) => [entry.id, entry]));
  const get = (id: string) => rows.get(id);

  it('moves a row to where its time belongs', () => {
    expect(place(['a', 'b', 'c'], row('c', 10), true, true, get)).toEqual(['c', 'a', 'b']);
    expect(place(['a', 'b', 'c'], row('d', 6), true, true, get)).toEqual(['a', 'b', 'd', 'c']);
  });

  it('takes out what no longer belongs', () => {
    expect(place(['a', 'b', 'c'], row('b', 7), false, true, get)).toEqual(['a', 'c']);
  });

  it('leaves a row behind the loaded part to its own page', () => {
    expect(place(['a', 'b'], row('z', 1), true, false, get)).toEqual(['a', 'b']);
    expect(place(['a', 'b'], row('z', 1), true, true, get)).toEqual(['a', 'b', 'z']);
  });
});

describe('addresses', () => {
  it('are read back as they are made', () => {
    expect(parse('/desk/inbox/bot')).toEqual({ page: 'inbox', view: 'bot' });
    expect(parse('/desk/c/abc-1')).toEqual({ page: 'conversation', id: 'abc-1' });
    expect(parse('/desk/')).toEqual({ page: 'start' });
    expect(parse('/desk/inbox/nonsense')).toEqual({ page: 'start' });
    expect(parse('/desk/c/%E0%A4%A')).toEqual({ page: 'conversation', id: '%E0%A4%A' });
  });

  it('never lead out of the desk after signing in', () => {
    expect(parse('/desk/login', '?next=/desk/c/1')).toEqual({ page: 'login', next: '/desk/c/1' });
    for (const next of [
      '//evil.example',
      'https://evil.example',
      '/desk//evil.example/',
      '/desk/../x',
      'javascript:1',
    ])
      expect(parse('/desk/login', `?next=${encodeURIComponent(next)}`), next).toEqual({
        page: 'login',
        next: undefined,
      });
  });
});
