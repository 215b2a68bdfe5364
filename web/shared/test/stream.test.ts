import { afterEach, describe, expect, it, vi } from 'vitest';
import { ApiError } from '../api/client.ts';
import { Backoff, Cursor, Stream, type Sink, type StreamOptions } from '../stream/index.ts';

interface E {
  seq: number;
}
const upTo = (n: number, from = 1): E[] =>
  Array.from({ length: n - from + 1 }, (_, i) => ({ seq: from + i }));

describe('Cursor', () => {
  it('drops doubles and sorts', () => {
    const cursor = new Cursor<E>();
    expect(cursor.accept([{ seq: 2 }, { seq: 1 }, { seq: 1 }])).toEqual({ fresh: upTo(2), gap: false });
    expect(cursor.accept(upTo(3))).toEqual({ fresh: [{ seq: 3 }], gap: false });
  });
  it('holds back what is behind a gap', () => {
    const cursor = new Cursor<E>(3);
    expect(cursor.accept([{ seq: 4 }, { seq: 6 }])).toEqual({ fresh: [{ seq: 4 }], gap: true });
    expect(cursor.last).toBe(4);
  });
});

describe('Backoff', () => {
  it('grows, jitters, stops at the cap and is never zero', () => {
    const low = new Backoff(500, 30_000, () => 0);
    const high = new Backoff(500, 30_000, () => 1);
    expect([low.next(), low.next()]).toEqual([125, 250]);
    expect([high.next(), high.next(), high.next()]).toEqual([500, 1000, 2000]);
    for (let i = 0; i < 20; i++) high.next();
    expect(high.next()).toBe(30_000);
    high.reset();
    expect(high.next()).toBe(500);
  });
});

/** A log on the other side, and a line to it that the test can cut. */
function setUp(options: Partial<StreamOptions<E>> = {}) {
  vi.useFakeTimers();
  const page = new EventTarget();
  vi.stubGlobal('addEventListener', page.addEventListener.bind(page));
  vi.stubGlobal('removeEventListener', page.removeEventListener.bind(page));
  vi.stubGlobal('document', Object.assign(new EventTarget(), { hidden: false }));
  vi.stubGlobal('navigator', { onLine: true });
  const world = {
    log: upTo(3),
    seen: [] as number[],
    states: [] as string[],
    fetched: [] as number[],
    sink: undefined as Sink | undefined,
    opened: [] as number[],
    page,
  };
  const stream = new Stream<E>({
    transports: [
      (after, sink) => {
        world.opened.push(after);
        world.sink = sink;
        sink.open();
        return () => {};
      },
    ],
    fetchAfter: async (after) => {
      world.fetched.push(after);
      return { events: world.log.filter((e) => e.seq > after).slice(0, 2), last_seq: world.log.length };
    },
    onEvents: (events) => world.seen.push(...events.map((e) => e.seq)),
    onState: (state) => world.states.push(state),
    ...options,
  });
  return { world, stream };
}
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});
const settle = () => vi.advanceTimersByTimeAsync(0);

describe('Stream', () => {
  it('reads the log page by page, then listens behind it', async () => {
    const { world, stream } = setUp();
    stream.start();
    await settle();
    expect(world.seen).toEqual([1, 2, 3]);
    expect(world.fetched).toEqual([0, 2]);
    expect(world.opened).toEqual([3]);
    expect(stream.state).toBe('online');
    stream.stop();
  });

  it('drops doubles and fetches what a gap hides', async () => {
    const { world, stream } = setUp();
    stream.start();
    await settle();
    world.log = upTo(7);
    world.sink!.frame({ seq: 3 });
    world.sink!.frame({ seq: 4 });
    world.sink!.frame({ seq: 7 });
    await settle();
    expect(world.seen).toEqual([1, 2, 3, 4, 5, 6, 7]);
    stream.stop();
  });

  it('comes back with its cursor after the line is cut', async () => {
    const { world, stream } = setUp();
    stream.start();
    await settle();
    world.log = upTo(5);
    world.sink!.close();
    expect(stream.state).toBe('waiting');
    await vi.advanceTimersByTimeAsync(600);
    expect(world.seen).toEqual([1, 2, 3, 4, 5]);
    expect(world.opened).toEqual([3, 5]);
    stream.stop();
  });

  it('starts over when its cursor is beyond the end', async () => {
    let resets = 0;
    const { world, stream } = setUp({ after: 9, onReset: () => resets++ });
    stream.start();
    await vi.advanceTimersByTimeAsync(600);
    expect(resets).toBe(1);
    expect(world.seen).toEqual([1, 2, 3]);
    stream.stop();
  });

  it('stops at a refusal that cannot be mended, and goes on after one that was', async () => {
    for (const mended of [true, false]) {
      let calls = 0;
      const { stream, world } = setUp({
        fetchAfter: async () => {
          if (calls++ === 0) throw new ApiError(401, 'token_expired');
          return { events: upTo(1), last_seq: 1 };
        },
        onRefused: () => mended,
      });
      stream.start();
      await vi.advanceTimersByTimeAsync(5000);
      expect(world.seen).toEqual(mended ? [1] : []);
      stream.stop();
    }
  });

  it('falls back when the first transport is refused twice', async () => {
    const used: string[] = [];
    const { stream } = setUp({
      transports: [
        (_, sink) => {
          used.push('socket');
          queueMicrotask(() => sink.close());
          return () => {};
        },
        (_, sink) => {
          used.push('sse');
          sink.open();
          return () => {};
        },
      ],
    });
    stream.start();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(used).toEqual(['socket', 'socket', 'sse']);
    stream.stop();
  });

  it('reconnects when the other side has fallen silent', async () => {
    const { world, stream } = setUp({ silence: 1000 });
    stream.start();
    await settle();
    await vi.advanceTimersByTimeAsync(1700);
    expect(world.opened.length).toBe(2);
    stream.stop();
  });

  it('goes offline and back with the device', async () => {
    const { world, stream } = setUp();
    stream.start();
    await settle();
    world.page.dispatchEvent(new Event('offline'));
    expect(stream.state).toBe('offline');
    world.log = upTo(4);
    world.page.dispatchEvent(new Event('online'));
    await settle();
    expect(world.seen).toEqual([1, 2, 3, 4]);
    expect(stream.state).toBe('online');
    stream.stop();
  });
});
